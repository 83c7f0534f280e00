import type { Spread } from './spread.ts'

export function spreadText({ median, lowest, lowerQuartile, upperQuartile, highest }: Spread): string {
  const half = `${lowerQuartile.toFixed(2)} to ${upperQuartile.toFixed(2)}`
  return `ratio ${median.toFixed(2)}, half of the pairs ${half}, all ${lowest.toFixed(2)} to ${highest.toFixed(2)}`
}
