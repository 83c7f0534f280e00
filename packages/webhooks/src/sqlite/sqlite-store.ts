import type { DatabaseSync } from 'node:sqlite'

import { ClosedError, ConfigurationError } from '@tenon/core'

import { openTransaction, type SqliteTransaction } from './sqlite-transaction.ts'

/** One connection and its transactions. */
export interface SqliteStore {
  /**
   * Commits what the work wrote when it returns, and rolls it back when it throws. Committed is what survives the
   * end of the process; `'on disk'` waits, and keeps the event loop waiting, until it survives that of the machine.
   *
   * @throws ConfigurationError when the work returns a promise: it is rolled back, as a transaction that waits
   *   would stop every other connection of the process
   */
  transact<T>(work: (transaction: SqliteTransaction) => T, until?: 'committed' | 'on disk'): T
  close(): void
}

const COMMITTED = 'PRAGMA synchronous = NORMAL'
const ON_DISK = 'PRAGMA synchronous = FULL'
/** The log may grow to 40 MB before this connection waits for a checkpoint: the thread that appends does them. */
const CHECKPOINT_PAGES = 10_000

export function createSqliteStore(database: DatabaseSync): SqliteStore {
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)

  return {
    transact(work, until = 'committed') {
      if (!database.isOpen) throw new ClosedError({ message: 'the inbox was closed' })
      database.exec(until === 'committed' ? COMMITTED : ON_DISK)
      database.exec('BEGIN IMMEDIATE')
      const { transaction, end } = openTransaction(database)
      try {
        const result = work(transaction)
        if (result instanceof Promise) throw refusePromise(result)
        database.exec('COMMIT')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      } finally {
        end()
      }
    },
    close() {
      if (database.isOpen) database.close()
    },
  }
}

function refusePromise(result: Promise<unknown>): ConfigurationError {
  // It will fail on a transaction that has ended, and nobody else is there to hear of it.
  result.catch(() => {})
  const message = 'what is written in a transaction on SQLite must not return a promise; it is rolled back'
  const advice = 'Make calls to the outside before it, and leave out async and await inside'
  return new ConfigurationError({ message, advice })
}
