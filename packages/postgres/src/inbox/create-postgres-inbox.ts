import { ClosedError, ConfigurationError, systemClock, systemRandom } from '@tenon/core'
import {
  createListeners,
  QUARANTINE_REASON,
  toClaim,
  type AppendOutcome,
  type Claim,
  type Inbox,
} from '@tenon/webhooks'

import type { PostgresPool } from '../postgres-pool.ts'
import { checkInboxOptions } from './check-inbox-options.ts'
import { claimRows } from './claim-rows.ts'
import { completeWithEffect } from './complete-with-effect.ts'
import { createCompletions } from './create-completions.ts'
import { groupAppends } from './group-appends.ts'
import * as sql from './inbox-statements.ts'
import { listenForAppends } from './listen-for-appends.ts'
import type { PostgresInboxOptions } from './postgres-inbox-options.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'
import { readRow, readSetAside, type InboxRow } from './read-row.ts'
import { storableText } from './storable-text.ts'
import { writeMessage } from './write-message.ts'

/** Where transactions are serializable by default, statements that meet are told to come again. */
const SERIALIZATION_FAILURE = '40001'
const ATTEMPTS = 10
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

  const query: PostgresPool['query'] = async (text, values) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await pool.query(text, values)
      } catch (error) {
        if (attempt === ATTEMPTS || codeOf(error) !== SERIALIZATION_FAILURE) throw error
      }
    }
  }

  const hearing = { sender, notify: () => listeners.notify(), clock, random, logger }

  /** Nothing is cut off by `close()`, and nothing begins after it. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined) throw new ClosedError({ message: 'the inbox was closed' })
    const result = work()
    running.add(result)
    try {
      return await result
    } catch (error) {
      throw MISSING.has(codeOf(error)) && /tenon_inbox/.test(String(error)) ? missingTables(error) : error
    } finally {
      running.delete(result)
    }
  }

  const rows = (text: string, ...values: unknown[]): Promise<readonly InboxRow[]> =>
    run(async () => (await query(text, values)).rows as readonly InboxRow[])

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

    async claim({ limit, leaseMs }) {
      const claimed = (await run(() => claimRows({ pool, idleMs }, { limit, leaseMs }))).map(readRow)
      // RETURNING promises no order.
      return claimed.toSorted((a, b) => a.position - b.position).map(toClaim)
    },

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
      (await rows(sql.SET_ASIDE, after, limit)).map(readSetAside),

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

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code)
}

function missingTables(cause: unknown): ConfigurationError {
  const message = 'the tables of the inbox are not there'
  const advice = 'Run migrate({ pool }) of @tenon/postgres once before'
  return new ConfigurationError({ message, advice, cause })
}
