import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { compareWithRaw } from '../rounds/compare-with-raw.ts'
import { comparisonLine } from '../rounds/comparison-line.ts'
import { roundPlan } from '../rounds/round-plan.ts'
import type { Scenario } from './scenario.ts'

/** One line for each scenario; the last line is the first one's ratio. */
export async function runScenarios(
  chosen: readonly [Scenario, ...Scenario[]],
  options: Options,
  report: Report,
): Promise<void> {
  const ratios: number[] = []
  for (const scenario of chosen) {
    const { bytes, log } = scenario
    const plan = { contestant: 'tenon', bytes, log, ...roundPlan(bytes, options) }
    const comparison = await compareWithRaw(plan)
    const result = { ...scenario, ...plan, ...comparison }
    report.add(comparisonLine(result, options.cpu), result)
    ratios.push(comparison.ratio.median)
  }
  report.end(`ratio ${ratios[0]?.toFixed(2)}`)
}
