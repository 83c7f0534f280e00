import type { DatabaseSync } from 'node:sqlite'

import { ClosedError, ConfigurationError } from '@tenon/core'

import { openTransaction, type SqliteTransaction } from './sqlite-transaction.ts'

/** One connection and its transactions. */
export interface SqliteStore {
  /**
   * Commits what the work wrote when it returns, and rolls it back when it throws.
   *
   * @throws ConfigurationError when the work returns a promise: it is rolled back, as a transaction that waits
   *   would stop every other connection of the process
   */
  transact<T>(work: (transaction: SqliteTransaction) => T): T
  close(): void
}

export function createSqliteStore(database: DatabaseSync): SqliteStore {
  return {
    transact(work) {
      if (!database.isOpen) throw new ClosedError({ message: 'the inbox was closed' })
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
