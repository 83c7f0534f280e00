/** Where SQLite and PostgreSQL differ in what the job's tables need. */
export interface SqlDialect {
  /** Milliseconds since 1970, by the database's own clock: copies on several machines agree. */
  readonly now: string
  /** Behind a `SELECT`: passes over rows that another copy is just taking. */
  readonly skipLocked: string
  /** The rows of a JSON array that is the value of a parameter; each is the column `value`. */
  readonly each: (parameter: string) => string
}
