import type { Contestant } from '../contestants/contestant.ts'
import { rawUndici } from '../contestants/raw-undici.ts'
import { tenon } from '../contestants/tenon.ts'
import type { Options } from '../options/options.ts'
import type { Report } from '../report.ts'
import { compare, type Comparison } from '../rounds/compare.ts'
import { comparisonLine } from '../rounds/comparison-line.ts'
import { roundPlan } from '../rounds/round-plan.ts'
import { startServer } from '../server/start-server.ts'
import { loadPeers } from './load-peers.ts'
import type { Peer } from './peer.ts'

/** Tenon and each peer beside raw undici; the last line is Tenon's ratio. */
export async function runPeers(options: Options, report: Report): Promise<void> {
  const { bytes = 1_024 } = options
  // The slowest takes five times as long, and a difference that large shows in fewer rounds.
  const forPeers = { pairs: options.pairs ?? 15, calls: options.calls ?? 2_000 }
  report.note(`${bytes} bytes of JSON; above 1, faster than raw undici`)
  const server = await startServer(bytes)
  const raw = rawUndici(server.origin)

  async function measure(contestant: Contestant, { pairs, calls }: typeof forPeers): Promise<Comparison> {
    const comparison = await compare(raw, contestant, pairs, calls)
    await contestant.close()
    const { name } = contestant
    const result = { name, bytes, pairs, calls, ...comparison }
    report.add(comparisonLine(result, options.cpu), result)
    return comparison
  }

  const { ratio } = await measure(tenon(server.origin), roundPlan(bytes, options))
  for (const [name, load] of Object.entries(loadPeers)) {
    const peer = await load().catch(unlessMissing)
    if (peer === undefined) report.note(`${name.padEnd(28)} left out: it is not installed`)
    else await measure(peer(server.origin), forPeers)
  }
  await raw.close()
  server.close()
  report.end(`ratio ${ratio.median.toFixed(2)}`)
}

function unlessMissing(error: unknown): Peer | undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
  throw error
}
