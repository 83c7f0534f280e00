import { rawUndici } from '../contestants/raw-undici.ts'
import { tenon } from '../contestants/tenon.ts'
import { compare, WARM_UP_ROUNDS, type Comparison } from '../rounds/compare.ts'
import { startServer } from '../server/start-server.ts'
import { openCallLog } from './call-log.ts'
import type { Scenario } from './scenario.ts'

/** Measures Tenon beside raw undici. */
export async function runScenario(scenario: Scenario, pairs: number, calls: number): Promise<Comparison> {
  const server = await startServer(scenario.bytes)
  const log = scenario.log ? await openCallLog() : undefined
  const raw = rawUndici(server.origin)
  const pipeline = tenon(server.origin, log && { logger: log.logger })
  const comparison = await compare(raw, pipeline, pairs, calls)
  await Promise.all([raw.close(), pipeline.close()])
  server.close()
  const lines = await log?.close()
  // A line that was not written would have cost nothing.
  const expected = (pairs + WARM_UP_ROUNDS) * calls
  if (lines !== undefined && lines !== expected)
    throw new Error(`${lines} of ${expected} log lines reached the file`)
  return comparison
}
