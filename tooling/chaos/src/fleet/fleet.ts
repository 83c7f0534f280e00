import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts'
import { accidents, revocation, type Drill } from './drills.ts'
import { findStores } from './find-stores.ts'
import { startFleet, type FleetSize } from './start-fleet.ts'

const SIZE: FleetSize = { processes: 4, callers: 2_500, leaseMs: 8_000 }

/** One login for many processes, while tokens are revoked, processes die or sleep, and the store goes away. */
export const fleet: Scenario = {
  description:
    'one login for 4 processes with 2,500 callers each, at every revocation, on Redis and on PostgreSQL',
  defaultRuns: 20,
  run: (options) => runFleet(options, SIZE),
}

/** `runs` revocations on each store that there is, and each of the accidents once. */
export async function runFleet(options: ScenarioOptions, size: FleetSize): Promise<ScenarioReport> {
  const { runs, signal, progress } = options
  await using resources = new AsyncDisposableStack()
  const stores = await findStores()
  for (const { close } of stores) resources.defer(close)
  if (stores.length === 0) throw new Error('neither Redis nor PostgreSQL is there')
  const findings: string[] = []
  const total = { calls: 0, logins: 0, surplus: 0, failures: 0, lostLeases: 0 }

  for (const [index, { address }] of stores.entries()) {
    await using running = await startFleet(address, size)
    // The first of them finds a fleet that has no token.
    const drills: readonly Drill[] = [...Array.from({ length: runs + 1 }, () => revocation), ...accidents]
    for (const [done, drill] of drills.entries()) {
      signal.throwIfAborted()
      const { failures, surplus, logins } = await drill.run(running)
      total.lostLeases += logins - 1
      findings.push(...failures.map((failure) => `${address.kind}: ${drill.name}: ${failure}`))
      total.surplus += surplus
      total.failures += failures.length - Math.sign(surplus)
      progress(Math.floor((index + (done + 1) / drills.length) * (runs / stores.length)))
    }
    total.calls += running.calls
    total.logins += running.logins
  }
  const { calls, logins, lostLeases } = total
  const events = {
    stores: stores.length,
    calls,
    logins,
    lostLeases,
    kills: stores.length,
    pauses: stores.length,
  }
  return { runs, lost: total.failures, doubled: total.surplus, findings, events }
}
