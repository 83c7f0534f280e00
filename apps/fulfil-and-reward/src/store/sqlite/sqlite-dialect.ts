import type { SqlDialect } from '../database/sql-dialect.ts'

export const sqliteDialect: SqlDialect = {
  now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  // One writer at a time: there is nothing to pass over.
  skipLocked: '',
  each: (parameter) => `json_each(${parameter})`,
}
