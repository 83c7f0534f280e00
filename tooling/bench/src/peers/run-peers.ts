import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { compareWithRaw } from '../rounds/compare-with-raw.ts'
import type { Comparison } from '../rounds/compare.ts'
import { comparisonLine } from '../rounds/comparison-line.ts'
import { roundPlan } from '../rounds/round-plan.ts'
import { loadPeers } from './load-peers.ts'

/** Tenon, the least that `dispatch()` allows, and each peer beside raw undici; the last line is Tenon's ratio. */
export async function runPeers(options: Options, report: Report): Promise<void> {
  const { bytes = 1_024 } = options
  // The slowest takes five times as long, and a difference that large shows in fewer rounds.
  const forPeers = { pairs: options.pairs ?? 15, calls: options.calls ?? 2_000 }
  report.note(`${bytes} bytes of JSON; above 1, faster than raw undici`)

  async function measure(contestant: string, rounds: typeof forPeers): Promise<Comparison> {
    const plan = { contestant, bytes, log: false, ...rounds }
    const comparison = await compareWithRaw(plan)
    const result = { name: contestant, ...plan, ...comparison }
    report.add(comparisonLine(result, options.cpu), result)
    return comparison
  }

  const { ratio } = await measure('tenon', roundPlan(bytes, options))
  await measure('bare', roundPlan(bytes, options))
  for (const name of Object.keys(loadPeers)) {
    if (isInstalled(name)) await measure(name, forPeers)
    else report.note(`${name.padEnd(28)} left out: it is not installed`)
  }
  report.end(`ratio ${ratio.median.toFixed(2)}`)
}

function isInstalled(name: string): boolean {
  try {
    return import.meta.resolve(name) !== ''
  } catch {
    return false
  }
}
