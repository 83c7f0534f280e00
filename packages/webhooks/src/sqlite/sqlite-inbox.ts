import type { StatementSync } from 'node:sqlite'

import { systemClock, type Clock } from '@tenon/core'

import type { AppendOutcome, Claim, Inbox, SetAsideMessage } from '../inbox/inbox.ts'
import { createListeners } from '../inbox/listeners.ts'
import { QUARANTINE_REASON } from '../inbox/quarantine-reason.ts'
import { toClaim, toMessage, type StoredRow } from '../inbox/stored-row.ts'
import type { NewMessage } from '../message/new-message.ts'
import { ID_KEPT_MS } from '../message/prepare-message.ts'
import { openDatabase } from './open-database.ts'
import { createSqliteStore } from './sqlite-store.ts'
import type { SqliteRow, SqliteTransaction } from './sqlite-transaction.ts'
import * as sql from './statements.ts'

export interface SqliteInboxOptions {
  /** The file, on a local disk. It is made where it is missing; its folder is not. May hold tables of yours. */
  readonly path: string
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** An inbox in a file, and the file open for tables of your own. */
export interface SqliteInbox extends Inbox<SqliteTransaction> {
  /**
   * A transaction of your own: commits when the work returns, and rolls back when it throws.
   *
   * @throws ConfigurationError when the work returns a promise; it is rolled back
   */
  transact<T>(work: (transaction: SqliteTransaction) => T): T
}

/**
 * Keeps messages in an SQLite file (write-ahead log, synchronous=FULL): what was acknowledged survives a crash.
 * Several processes may share the file. Done messages are forgotten after 30 days, dead and quarantined ones
 * never. Opens the file at once.
 *
 * @throws ConfigurationError when the file cannot be opened, or a newer version of this package made its tables
 */
export function createSqliteInbox({ path, clock = systemClock }: SqliteInboxOptions): SqliteInbox {
  const database = openDatabase(path)
  const store = createSqliteStore(database)
  const listeners = createListeners()
  const claim = database.prepare(sql.CLAIM)
  const knownHashes = database.prepare(sql.KNOWN_HASHES)
  const insert = database.prepare(sql.INSERT)
  const forget = database.prepare(sql.FORGET)
  const complete = database.prepare(sql.COMPLETE)
  const retry = database.prepare(sql.RETRY)
  const bury = database.prepare(sql.BURY)
  const release = database.prepare(sql.RELEASE)
  const counts = database.prepare(sql.COUNTS)
  const setAside = database.prepare(sql.SET_ASIDE)

  function add(message: NewMessage, now: number): AppendOutcome {
    const { provider, account, type, id, orderKey, body, hash, key, keyMs } = message
    const known = knownHashes.all(provider, account, key, now).map((row) => row['hash'])
    if (known.includes(hash)) return 'duplicate'
    const isNews = known.length === 0
    const [state, reason] = isNews ? ['pending', null] : ['quarantined', QUARANTINE_REASON]
    const content = [provider, account, type, id ?? null, orderKey ?? null, body, hash, key]
    insert.run(...content, now + keyMs, now, now, state, reason)
    return isNews ? 'stored' : 'quarantined'
  }

  return {
    async append(messages) {
      const outcomes = store.transact(() => {
        const now = clock.wall()
        forget.run(now - ID_KEPT_MS)
        return messages.map((message) => add(message, now))
      })
      if (outcomes.includes('stored')) listeners.notify()
      return outcomes
    },

    claim: async ({ limit, leaseMs }) =>
      store.transact(() => {
        const now = clock.wall()
        const rows = claim.all(now, now + leaseMs, limit).map(toRow)
        // RETURNING promises no order.
        return rows.toSorted((a, b) => a.position - b.position).map(toClaim)
      }),

    async complete(held, effect) {
      const result = store.transact((transaction): boolean | Promise<void> => {
        // First, as nobody else can claim while this transaction is open: no effect runs for a lost claim.
        if (!changed(complete, held)) return false
        return effect?.(transaction) ?? true
      })
      return result === true
    },

    fail: async (held, { reason, retryAt }) =>
      store.transact(() =>
        retryAt === 'never' ? changed(bury, held, reason) : changed(retry, held, reason, retryAt),
      ),

    release: async (held) => store.transact(() => changed(release, held, clock.wall())),

    counts: async () =>
      store.transact(() => {
        const found = Object.fromEntries(counts.all().map((row) => [row['state'], Number(row['count'])]))
        return { pending: 0, done: 0, dead: 0, quarantined: 0, ...found }
      }),

    listSetAside: async ({ limit = 100 } = {}) => store.transact(() => setAside.all(limit).map(toSetAside)),

    onAppend: (listener) => listeners.add(listener),
    transact: (work) => store.transact(work),
    close: async () => store.close(),
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

function toRow(row: SqliteRow): StoredRow {
  return {
    position: Number(row['position']),
    provider: String(row['provider']),
    account: String(row['account']),
    type: String(row['type']),
    id: row['message_id'] === null ? undefined : String(row['message_id']),
    orderKey: row['order_key'] === null ? undefined : String(row['order_key']),
    key: String(row['key']),
    body: String(row['body']),
    receivedAt: Number(row['received_at']),
    attempts: Number(row['attempts']),
    unended: Number(row['unended']),
    fence: Number(row['fence']),
  }
}

function toSetAside(row: SqliteRow): SetAsideMessage {
  return {
    ...toMessage(toRow(row)),
    state: row['state'] === 'dead' ? 'dead' : 'quarantined',
    attempts: Number(row['attempts']),
    reason: String(row['reason']),
  }
}
