import type { DatabaseSync } from 'node:sqlite'

/** What SQLite stores, and gives back. */
export type SqliteValue = null | number | bigint | string | Uint8Array

export type SqliteRow = Record<string, SqliteValue>

/**
 * Writes to the database of the inbox, inside one transaction. Each method takes one statement, with `?` for
 * its parameters, and throws what SQLite says about it. There is nothing to await: a transaction is over before
 * anything else of the process runs, so it can neither block other connections of the process nor be blocked.
 */
export interface SqliteTransaction {
  /** Runs a statement that gives no rows. */
  run(sql: string, ...parameters: readonly SqliteValue[]): { readonly changes: number }
  /** The first row of a query. */
  get(sql: string, ...parameters: readonly SqliteValue[]): SqliteRow | undefined
  /** Every row of a query. */
  all(sql: string, ...parameters: readonly SqliteValue[]): SqliteRow[]
}

/** Until `end()`, after which nothing more is written with it. */
export function openTransaction(database: DatabaseSync): { transaction: SqliteTransaction; end: () => void } {
  let ended = false

  function prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    if (ended) throw new Error('the transaction has ended')
    return database.prepare(sql)
  }

  return {
    transaction: {
      run: (sql, ...parameters) => ({ changes: Number(prepare(sql).run(...parameters).changes) }),
      get: (sql, ...parameters) => prepare(sql).get(...parameters),
      all: (sql, ...parameters) => prepare(sql).all(...parameters),
    },
    end() {
      ended = true
    },
  }
}
