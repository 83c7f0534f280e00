/** The value below which this share of the others lies: 0 the lowest, 0.5 the median, 1 the highest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const position = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]] as [number, number]
  return below + (above - below) * (position % 1)
}
