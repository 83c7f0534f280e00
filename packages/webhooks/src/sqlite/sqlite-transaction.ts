import type { DatabaseSync } from 'node:sqlite'

import { AbortedError } from '@tenon/core'

/** What SQLite stores, and gives back. */
export type SqliteValue = null | number | bigint | string | Uint8Array

export type SqliteRow = Record<string, SqliteValue>

/**
 * Writes to the database of the inbox, inside one transaction. Each method takes one statement, with `?` for
 * its parameters, and rejects with what SQLite says about it.
 */
export interface SqliteTransaction {
  /** Runs a statement that gives no rows. */
  run(sql: string, ...parameters: readonly SqliteValue[]): Promise<{ readonly changes: number }>
  /** The first row of a query. */
  get(sql: string, ...parameters: readonly SqliteValue[]): Promise<SqliteRow | undefined>
  /** Every row of a query. */
  all(sql: string, ...parameters: readonly SqliteValue[]): Promise<SqliteRow[]>
}

/** Until `end()`, after which nothing more is written with it. */
export function openTransaction(database: DatabaseSync): { transaction: SqliteTransaction; end: () => void } {
  let ended = false

  function prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    if (ended) {
      const message = 'the transaction has ended'
      throw new AbortedError({ message, advice: 'Await everything that is done with it', reason: message })
    }
    return database.prepare(sql)
  }

  return {
    transaction: {
      run: async (sql, ...parameters) => ({ changes: Number(prepare(sql).run(...parameters).changes) }),
      get: async (sql, ...parameters) => prepare(sql).get(...parameters),
      all: async (sql, ...parameters) => prepare(sql).all(...parameters),
    },
    end() {
      ended = true
    },
  }
}
