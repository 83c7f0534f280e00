import type { DatabaseSync } from 'node:sqlite'

import { AbortedError, ClosedError, type Clock } from '@tenon/core'

import { createSerialQueue } from './serial-queue.ts'
import { openTransaction, type SqliteTransaction } from './sqlite-transaction.ts'

/** A database has one writer: while a transaction is open, every other one waits. */
const LONGEST_TRANSACTION_MS = 1_000

/** One connection, on which transactions run one after the other. */
export interface SqliteStore {
  /** Commits what the work wrote when it resolves, and rolls it back when it rejects or takes too long. */
  transact<T>(work: (transaction: SqliteTransaction) => T | Promise<T>): Promise<T>
  close(): Promise<void>
}

export function createSqliteStore(database: DatabaseSync, clock: Clock): SqliteStore {
  const enqueue = createSerialQueue()

  async function runTransaction<T>(work: (transaction: SqliteTransaction) => T | Promise<T>): Promise<T> {
    if (!database.isOpen) throw new ClosedError({ message: 'the inbox was closed' })
    database.exec('BEGIN IMMEDIATE')
    const { transaction, end } = openTransaction(database)
    try {
      const result = work(transaction)
      const value = result instanceof Promise ? await within(LONGEST_TRANSACTION_MS, result, clock) : result
      database.exec('COMMIT')
      return value
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    } finally {
      end()
    }
  }

  return {
    transact: (work) => enqueue(() => runTransaction(work)),
    close: () =>
      enqueue(() => {
        if (database.isOpen) database.close()
      }),
  }
}

async function within<T>(limitMs: number, work: Promise<T>, clock: Clock): Promise<T> {
  const { promise: limit, reject } = Promise.withResolvers<never>()
  const timer = clock.setTimer(limitMs, () => {
    const message = `the transaction was still open after ${limitMs} ms and is rolled back`
    const advice = 'Inside commit await the transaction only, and make calls to the outside before it'
    reject(new AbortedError({ message, advice, reason: message }))
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clock.clearTimer(timer)
  }
}
