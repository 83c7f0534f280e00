import type { StatementSync } from 'node:sqlite'

import { ClosedError, systemClock, type Clock } from '@tenon/core'

import { checkBody } from '../inbox/check-body.ts'
import type { Claim, Inbox } from '../inbox/inbox.ts'
import { createListeners } from '../inbox/listeners.ts'
import { readClaims, readSetAside } from '../inbox/stored-row.ts'
import { createAppendWorker } from './append-worker.ts'
import { createGroupCommit } from './group-commit.ts'
import { openDatabase } from './open-database.ts'
import { createSqliteStore } from './sqlite-store.ts'
import type { SqliteTransaction } from './sqlite-transaction.ts'
import * as sql from './statements.ts'

export interface SqliteInboxOptions {
  /** The file, on a local disk. It is made where it is missing; its folder is not. May hold tables of yours. */
  readonly path: string
  /**
   * Default: the machine's. Should it go back, what is pending cannot be claimed, and a lease does not end, before it
   * has caught up: nothing is lost, and everything waits for as long as it went back. Keep it slewed, not stepped.
   */
  readonly clock?: Clock
}

/** An inbox in a file, and the file open for tables of your own. */
export interface SqliteInbox extends Inbox<SqliteTransaction> {
  /**
   * A transaction of your own: commits when the work returns, and rolls back when it throws. It is on disk when
   * this returns.
   *
   * @throws ConfigurationError when the work returns a promise; it is rolled back
   */
  transact<T>(work: (transaction: SqliteTransaction) => T): T
}

/**
 * Keeps messages in an SQLite file (write-ahead log, synchronous=FULL): what was acknowledged survives a crash.
 * Several processes may share the file. Appends are committed together, in a thread of their own, so that the
 * disk does not hold up the event loop; what a handler writes is committed in the process's own connection, in one
 * turn of the loop. Opens the file at once.
 *
 * @throws ConfigurationError when the file cannot be opened, or a newer version of this package made its tables
 */
export function createSqliteInbox({ path, clock = systemClock }: SqliteInboxOptions): SqliteInbox {
  const database = openDatabase(path)
  const store = createSqliteStore(database)
  const thread = createAppendWorker(path)
  const commits = createGroupCommit(thread, () => clock.wall())
  const running = new Set<Promise<unknown>>()
  const listeners = createListeners()
  const claim = database.prepare(sql.CLAIM)
  const renew = database.prepare(sql.RENEW)
  const complete = database.prepare(sql.COMPLETE)
  const retry = database.prepare(sql.RETRY)
  const bury = database.prepare(sql.BURY)
  const release = database.prepare(sql.RELEASE)
  const counts = database.prepare(sql.COUNTS)
  const oldestPending = database.prepare(sql.OLDEST_PENDING)
  const setAside = database.prepare(sql.SET_ASIDE)
  const replay = database.prepare(sql.REPLAY)
  const remove = database.prepare(sql.REMOVE)
  const discard = database.prepare(sql.DISCARD)
  const prune = database.prepare(sql.PRUNE)
  let closed: Promise<void> | undefined

  /** Nothing is cut off by `close()`, and nothing begins after it. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined) throw new ClosedError({ message: 'the inbox was closed' })
    const result = work()
    running.add(result)
    return result.finally(() => running.delete(result))
  }

  const transact = <T>(work: (transaction: SqliteTransaction) => T): Promise<T> =>
    run(() => commits.inTurn(() => store.transact(work)))

  /** Where the work says that it has changed something, that is on disk before it is told. */
  const transactOnDisk = (
    work: (transaction: SqliteTransaction) => boolean | void | Promise<void>,
  ): Promise<boolean> =>
    run(async () => {
      const isChanged = (await commits.inTurn(() => store.transact(work))) === true
      if (isChanged) await commits.append([])
      return isChanged
    })

  async function close(): Promise<void> {
    await Promise.allSettled(running)
    await thread.close()
    store.close()
  }

  return {
    async append(messages) {
      const outcomes = await run(async () => {
        for (const message of messages) checkBody(message)
        return commits.append(messages)
      })
      if (outcomes.includes('stored')) listeners.notify()
      return outcomes
    },

    claim: ({ limit, leaseMs }) =>
      transact(() => {
        const now = clock.wall()
        return readClaims(claim.all(now, now + leaseMs, limit))
      }),

    renew: (held, leaseMs) => transact(() => changed(renew, held, clock.wall() + leaseMs)),

    complete: (held, effect) =>
      transactOnDisk((transaction) => {
        // First, as nobody else can claim while this transaction is open: no effect runs for a lost claim.
        if (!changed(complete, held)) return false
        const result: unknown = effect?.(transaction)
        // A promise is refused by the store. Nothing else that an effect returns means anything.
        return result instanceof Promise ? result : true
      }),

    fail: (held, { reason, retryAfterMs }) =>
      transact(() =>
        retryAfterMs === 'never'
          ? changed(bury, held, reason)
          : changed(retry, held, reason, clock.wall() + retryAfterMs),
      ),

    release: (held) => transact(() => changed(release, held, clock.wall())),

    counts: () =>
      transact(() => {
        const found = Object.fromEntries(counts.all().map((row) => [row['state'], Number(row['count'])]))
        const oldest = oldestPending.get()?.['oldest'] ?? null
        const oldestPendingMs = oldest === null ? undefined : Math.max(0, clock.wall() - Number(oldest))
        return { pending: 0, done: 0, dead: 0, quarantined: 0, ...found, oldestPendingMs }
      }),

    listSetAside: ({ limit = 100, after = 0 } = {}) =>
      transact(() => setAside.all(after, limit).map((row) => readSetAside(row))),

    async replay(position) {
      const isReplayed = await transactOnDisk(() => {
        if (Number(replay.run(clock.wall(), position).changes) === 0) return false
        remove.run(position)
        return true
      })
      if (isReplayed) listeners.notify()
      return isReplayed
    },

    discard: (position) => transactOnDisk(() => Number(discard.run(position).changes) === 1),

    prune: ({ limit = 1_000 } = {}) => transact(() => Number(prune.run(clock.wall(), limit).changes)),

    onAppend: (listener) => listeners.add(listener),
    transact: (work) => store.transact(work, 'on disk'),
    close: () => (closed ??= close()),
  }
}

/** Did the statement change the row that is claimed? */
function changed(
  statement: StatementSync,
  { message, fence }: Claim,
  ...values: (string | number)[]
): boolean {
  return Number(statement.run(...values, message.position, fence).changes) === 1
}
