import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { createSeededRandom } from '@tenon/core/testing'

import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts'
import { findInboxPlaces } from './find-inbox-places.ts'
import { openStore, type InboxSetup } from './inbox-setup.ts'
import type { InboxStore } from './inbox-stores.ts'
import { keepKilling } from './keep-killing.ts'
import { sendDeliveries } from './send-deliveries.ts'

const DRAIN_MS = 60_000
const SLOTS = ['receiver-process.ts', 'receiver-process.ts', 'worker-process.ts', 'worker-process.ts']

/** Receivers and workers on one inbox are killed while a vendor delivers; then what was acknowledged must be done. */
export const inbox: Scenario = {
  description:
    'webhooks into the inboxes on SQLite and PostgreSQL: two receivers and two workers, killed again and again ' +
    '(a run is a kill on each)',
  defaultRuns: 1_000,
  hasRestarts: true,
  async run(options) {
    const { runs, restarts, progress } = options
    await using resources = new AsyncDisposableStack()
    const places = await findInboxPlaces(restarts !== undefined)
    for (const { close } of places) resources.defer(close)
    const reports: ScenarioReport[] = []
    for (const [index, place] of places.entries()) {
      const done = (kills: number): void => progress(Math.floor((index * runs + kills) / places.length))
      const report = await runInbox({ ...options, progress: done }, place)
      const findings = report.findings.map((finding) => `${place.store}: ${finding}`)
      reports.push({ ...report, findings })
    }
    return sumOf(reports, runs)
  },
}

export interface InboxPlace extends InboxSetup {
  /** Ends the store without saying goodbye to anybody, and starts it again. */
  readonly restart?: () => Promise<void>
}

export async function runInbox(
  { runs, seed, signal, progress, restarts = 0 }: ScenarioOptions,
  { restart, ...setup }: InboxPlace,
): Promise<ScenarioReport> {
  let kills = 0
  let restarted = 0
  let restarting = Promise.resolve()
  const takeKill = (): boolean => {
    if (kills === runs) return false
    progress((kills += 1))
    // Evenly among the kills, the last one at their end.
    if (restart !== undefined && Math.floor((kills * restarts) / runs) > restarted) {
      restarted += 1
      restarting = restarting.then(restart)
    }
    return true
  }
  // Before the others: whoever comes first makes the tables.
  const store = await openStore(setup)
  let acknowledged = (): number => 0
  const slots = SLOTS.map((script, index) =>
    keepKilling({
      script: join(import.meta.dirname, script),
      setup,
      random: createSeededRandom(seed * SLOTS.length + index),
      signal,
      acknowledged: () => acknowledged(),
      takeKill,
    }),
  )
  const urls = (): string[] => slots.map(({ url }) => url()).filter((url) => url !== undefined)
  const ended = new AbortController()
  const sending = sendDeliveries(urls, createSeededRandom(seed), ended.signal)
  acknowledged = () => sending.acknowledged.size
  try {
    await Promise.all(slots.map(({ killed }) => killed))
    await restarting
    await sending.finish()
    await drain(store, signal)
    return await compare(store, sending.acknowledged, {
      runs,
      kills,
      ...(restart !== undefined && { restarts: restarted }),
      deliveries: sending.sent(),
    })
  } finally {
    ended.abort()
    await Promise.all(slots.map(({ stop }) => stop()))
    await restarting.catch(() => {})
    await store.inbox.close()
    await store.close?.()
  }
}

function sumOf(reports: readonly ScenarioReport[], runs: number): ScenarioReport {
  const events: Record<string, number> = { stores: reports.length }
  for (const report of reports)
    for (const [name, count] of Object.entries(report.events)) events[name] = (events[name] ?? 0) + count
  return {
    runs,
    lost: reports.reduce((sum, { lost }) => sum + lost, 0),
    doubled: reports.reduce((sum, { doubled }) => sum + doubled, 0),
    events,
    findings: reports.flatMap(({ findings }) => findings),
  }
}

/** What is pending is not lost. */
async function drain({ inbox: store }: InboxStore, signal: AbortSignal): Promise<void> {
  for (const endsAt = performance.now() + DRAIN_MS; performance.now() < endsAt;) {
    signal.throwIfAborted()
    if ((await store.counts()).pending === 0) return
    await delay(50)
  }
  throw new Error(`the inbox was not drained within ${DRAIN_MS} ms`)
}

async function compare(
  { written }: InboxStore,
  acknowledged: ReadonlySet<string>,
  { runs, ...counted }: { readonly runs: number } & Readonly<Record<string, number>>,
): Promise<ScenarioReport> {
  const effects = await written()
  const handled = new Map<string, number>()
  for (const id of effects) handled.set(id, (handled.get(id) ?? 0) + 1)
  const lost = [...acknowledged].filter((id) => !handled.has(id))
  const doubled = [...handled].filter(([, times]) => times > 1)
  return {
    runs,
    lost: lost.length,
    doubled: doubled.length,
    events: { ...counted, acknowledged: acknowledged.size, handled: effects.length },
    findings: [
      ...lost.map((id) => `lost: message ${id} was acknowledged and not handled`),
      ...doubled.map(([id, times]) => `doubled: message ${id} was handled ${times} times`),
    ],
  }
}
