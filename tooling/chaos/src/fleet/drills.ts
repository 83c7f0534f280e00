import { setTimeout as delay } from 'node:timers/promises'

import type { FleetRun } from './start-fleet.ts'

/** What went wrong: a line for each; and by how many logins there were too many. */
export interface DrillReport {
  readonly failures: readonly string[]
  readonly surplus: number
  readonly logins: number
}

export interface Drill {
  readonly name: string
  run(fleet: FleetRun): Promise<DrillReport>
}

/** Long enough for every client to have connected again. */
const RECONNECTED_MS = 4_000

/** Counts the logins of some work, of which so many are allowed. */
async function within(
  fleet: FleetRun,
  allowed: number,
  work: () => Promise<readonly string[]>,
): Promise<DrillReport> {
  const before = fleet.logins
  const failures = await work()
  const logins = fleet.logins - before
  const surplus = Math.max(0, logins - allowed)
  const finding = surplus > 0 ? [`${logins} logins, ${allowed} allowed`] : []
  return { failures: [...failures, ...finding], surplus, logins }
}

/** All tokens are revoked, and everybody calls. */
export const revocation: Drill = {
  name: 'revocation',
  run: (fleet) =>
    within(fleet, 1, async () => {
      await fleet.vendor('revoke')
      return fleet.call()
    }),
}

/** The process that logs in is killed while the vendor takes its time. */
const killedHolder: Drill = {
  name: 'the holder of the lease is killed',
  run: (fleet) =>
    within(fleet, 2, async () => {
      await fleet.vendor('revoke')
      await fleet.vendor('slow login')
      const asked = fleet.nextLogin()
      // It never tells how its calls went.
      fleet.call([0], 10).catch(() => {})
      await asked
      const others = fleet.call(othersOf(fleet))
      fleet.signal(0, 'SIGKILL')
      const failures = await others
      await fleet.restart(0)
      return [...failures, ...(await oneToken(fleet))]
    }),
}

/** The process that logs in sleeps for longer than its lease, and wakes with a token that is nobody's. */
const stoppedHolder: Drill = {
  name: 'the holder of the lease sleeps',
  run: (fleet) =>
    within(fleet, 2, async () => {
      await fleet.vendor('revoke')
      await fleet.vendor('late login')
      const asked = fleet.nextLogin()
      const sleeping = fleet.call([0], 10)
      await asked
      fleet.signal(0, 'SIGSTOP')
      const failures = await fleet.call(othersOf(fleet))
      fleet.signal(0, 'SIGCONT')
      return [...failures, ...(await sleeping), ...(await oneToken(fleet))]
    }),
}

/** The store goes away and comes back: nobody notices while there is a token. */
const storeDown: Drill = {
  name: 'the store is down',
  run: (fleet) =>
    within(fleet, 1, async () => {
      await fleet.network.down()
      const failures = [...(await fleet.call()), ...(await fleet.call())]
      await fleet.network.up()
      await delay(RECONNECTED_MS)
      await fleet.vendor('revoke')
      return [...failures, ...(await fleet.call())]
    }),
}

/** Everybody goes on with the same token: what came too late was not kept. */
async function oneToken(fleet: FleetRun): Promise<readonly string[]> {
  await fleet.vendor('count tokens')
  const failures = await fleet.call()
  const tokens = await fleet.vendor('count tokens')
  return tokens === 1 ? failures : [...failures, `${tokens} tokens are in use`]
}

function othersOf({ size }: FleetRun): readonly number[] {
  return Array.from({ length: size.processes - 1 }, (_, index) => index + 1)
}

export const accidents: readonly Drill[] = [killedHolder, stoppedHolder, storeDown]
