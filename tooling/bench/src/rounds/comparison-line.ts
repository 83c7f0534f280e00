import type { Comparison } from './compare.ts'
import { spreadText } from './spread-text.ts'

interface Result extends Comparison {
  readonly name: string
  readonly pairs: number
  readonly calls: number
}

/** One line of the table. */
export function comparisonLine(
  { name, pairs, calls, ratio, cpuRatio, base, other }: Result,
  withCpu: boolean,
): string {
  const speed = `${Math.round(other.perSecond)} calls/s beside ${Math.round(base.perSecond)}`
  const cpu = `CPU ratio ${cpuRatio.median.toFixed(2)}, ${other.cpuPerCall.toFixed(1)} µs a call beside ${base.cpuPerCall.toFixed(1)}`
  const parts = [`${name.padEnd(28)} ${spreadText(ratio)}`, speed, ...(withCpu ? [cpu] : [])]
  return `${parts.join('; ')} (${pairs} pairs of ${calls} calls)`
}
