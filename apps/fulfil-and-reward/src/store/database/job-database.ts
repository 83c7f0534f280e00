import type { SqlDialect } from './sql-dialect.ts'

/** One statement, with `$1`, `$2` … for its values. */
export interface Statement {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

export type SqlValue = string | number | null

export type Row = Readonly<Record<string, unknown>>

/**
 * What the job's tables need of a database: the same statements run on SQLite and on PostgreSQL, but for the few
 * words that the dialect has.
 *
 * @typeParam Transaction what an inbox gives to an effect
 */
export interface JobDatabase<Transaction = unknown> {
  readonly dialect: SqlDialect
  /** Runs one statement, which is durable when this resolves; gives the rows of a `SELECT` or a `RETURNING`. */
  query(sql: string, ...values: SqlValue[]): Promise<readonly Row[]>
  /** Runs statements inside a transaction of the inbox. At once on SQLite, where an effect must not wait. */
  within(transaction: Transaction, statements: readonly Statement[]): void | Promise<void>
}
