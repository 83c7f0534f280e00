/** Of the straight line that fits best (least squares) through values at equal distances. */
export function slope(values: readonly number[], distance: number): number {
  const middle = (values.length - 1) / 2
  let [rise, run] = [0, 0]
  values.forEach((value, index) => {
    rise += (index - middle) * value
    run += (index - middle) ** 2
  })
  return rise / run / distance
}
