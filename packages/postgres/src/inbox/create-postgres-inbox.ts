import { ClosedError, systemClock, systemRandom } from '@tenon/core'
import {
  createListeners,
  QUARANTINE_REASON,
  readClaims,
  readSetAside,
  type AppendOutcome,
  type Claim,
  type Inbox,
  type InboxColumns,
} from '@tenon/webhooks'

import { retryingQuery } from '../retrying-query.ts'
import { notMigrated } from '../schema/not-migrated.ts'
import { sqlStateOf } from '../sql-state.ts'
import { checkInboxOptions } from './check-inbox-options.ts'
import { claimRows } from './claim-rows.ts'
import { completeWithEffect } from './complete-with-effect.ts'
import { createCompletions } from './create-completions.ts'
import { groupAppends } from './group-appends.ts'
import * as sql from './inbox-statements.ts'
import { listenForAppends } from './listen-for-appends.ts'
import type { PostgresInboxOptions } from './postgres-inbox-options.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'
import { storableText } from './storable-text.ts'
import { writeMessage } from './write-message.ts'

/** No such table, no such function. */
const MISSING = new Set(['42P01', '42883'])

/**
 * Keeps messages in a table of PostgreSQL (13 or later) that `migrate` has made, for any number of processes. What is
 * appended at one time is one statement and one commit. An effect has a transaction of its own, and may take its time.
 * No command leaves anything behind in a session, so that any pooler may stand in between. Opens no connection before
 * it is used.
 *
 * Besides what `Inbox` says, everything rejects with a `ConfigurationError` where the tables are missing.
 *
 * @throws ConfigurationError when an option does not fit
 */
export function createPostgresInbox(options: PostgresInboxOptions): Inbox<PostgresTransaction> {
  checkInboxOptions(options)
  const { pool, listen, effectIdleMs: idleMs = 10_000, logger } = options
  const { clock = systemClock, random = systemRandom } = options
  const sender = random.uuid()
  const listeners = createListeners()
  const running = new Set<Promise<unknown>>()
  const completions = createCompletions()
  let listening: ReturnType<typeof listenForAppends> | undefined
  let closed: Promise<void> | undefined

  const query = retryingQuery(pool)
  const hearing = { sender, notify: () => listeners.notify(), clock, random, logger }

  /** Nothing is cut off by `close()`, and nothing begins after it. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined) throw new ClosedError({ message: 'the inbox was closed' })
    const result = work()
    running.add(result)
    try {
      return await result
    } catch (error) {
      if (!MISSING.has(sqlStateOf(error)) || !/tenon_inbox/.test(String(error))) throw error
      throw notMigrated('the tables of the inbox are', error)
    } finally {
      running.delete(result)
    }
  }

  const rows = (text: string, ...values: unknown[]): Promise<readonly InboxColumns[]> =>
    run(async () => (await query(text, values)).rows as readonly InboxColumns[])

  const change = (text: string, ...values: unknown[]): Promise<number> =>
    run(async () => (await query(text, values)).rowCount ?? 0)

  const changeHeld = async (
    text: string,
    { message, fence }: Claim,
    ...values: unknown[]
  ): Promise<boolean> => (await change(text, message.position, fence, ...values)) === 1

  const appendGrouped = groupAppends(async (messages) => {
    const { rows: outcomes } = await query(sql.APPEND, [`[${messages.join()}]`, QUARANTINE_REASON, sender])
    return (outcomes as { outcome: AppendOutcome }[]).map(({ outcome }) => outcome)
  })

  async function close(): Promise<void> {
    listening?.close()
    await Promise.allSettled(running)
  }

  return {
    async append(messages) {
      const outcomes = await run(async () => appendGrouped(messages.map(writeMessage)))
      if (outcomes.includes('stored')) listeners.notify()
      return outcomes
    },

    claim: async ({ limit, leaseMs }) =>
      readClaims(await run(() => claimRows({ pool, idleMs }, { limit, leaseMs })), storableText.read),

    renew: (claim, leaseMs) =>
      run(() => completions.renew(claim, () => changeHeld(sql.RENEW, claim, leaseMs))),

    complete: (claim, effect) =>
      completions.complete(claim, effect !== undefined, (onLocked) =>
        effect === undefined
          ? changeHeld(sql.COMPLETE, claim)
          : run(() => completeWithEffect({ pool, idleMs, onLocked }, claim, effect)),
      ),

    fail: (claim, { reason, retryAfterMs }) =>
      retryAfterMs === 'never'
        ? changeHeld(sql.BURY, claim, storableText.write(reason))
        : changeHeld(sql.RETRY, claim, storableText.write(reason), retryAfterMs),

    release: (claim) => changeHeld(sql.RELEASE, claim),

    async counts() {
      const found = await rows(sql.COUNTS)
      const states = Object.fromEntries(found.map((row) => [row['state'], Number(row['count'])]))
      const oldest = found.find((row) => row['state'] === 'pending')?.['oldest_ms']
      const oldestPendingMs = oldest === undefined ? undefined : Number(oldest)
      return { pending: 0, done: 0, dead: 0, quarantined: 0, ...states, oldestPendingMs }
    },

    listSetAside: async ({ limit = 100, after = 0 } = {}) =>
      (await rows(sql.SET_ASIDE, after, limit)).map((row) => readSetAside(row, storableText.read)),

    async replay(position) {
      const isReplayed = (await rows(sql.REPLAY, position)).some((row) => Number(row['replayed']) === 1)
      if (isReplayed) listeners.notify()
      return isReplayed
    },

    discard: async (position) => (await change(sql.DISCARD, position)) === 1,

    prune: ({ limit = 1_000 } = {}) => change(sql.PRUNE, limit),

    onAppend(listener) {
      if (listen !== undefined && closed === undefined)
        listening ??= listenForAppends({ ...hearing, open: listen })
      return listeners.add(listener)
    },

    close: () => (closed ??= close()),
  }
}
