import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { comparisonLine } from '../rounds/comparison-line.ts'
import { roundPlan } from '../rounds/round-plan.ts'
import { runScenario } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'

/** One line for each scenario; the last line is the first one's ratio. */
export async function runScenarios(
  chosen: readonly [Scenario, ...Scenario[]],
  options: Options,
  report: Report,
): Promise<void> {
  const ratios: number[] = []
  for (const scenario of chosen) {
    const { pairs, calls } = roundPlan(scenario.bytes, options)
    const comparison = await runScenario(scenario, pairs, calls)
    const result = { ...scenario, pairs, calls, ...comparison }
    report.add(comparisonLine(result, options.cpu), result)
    ratios.push(comparison.ratio.median)
  }
  report.end(`ratio ${ratios[0]?.toFixed(2)}`)
}
