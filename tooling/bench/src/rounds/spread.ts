import { quantile } from './quantile.ts'

/** How the ratios of single pairs lie. */
export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  readonly highest: number
}

export function spreadOf(values: readonly number[]): Spread {
  const [lowest, lowerQuartile, median, upperQuartile, highest] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    quantile(values, share),
  ) as [number, number, number, number, number]
  return { median, lowest, lowerQuartile, upperQuartile, highest }
}
