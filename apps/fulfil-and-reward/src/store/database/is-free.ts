import type { SqlDialect } from './sql-dialect.ts'

/** SQL that holds where nobody who is alive has the row: the copy in this column is none, or its lease is over. */
export function isFree(column: string, { now }: SqlDialect): string {
  return `(${column} IS NULL OR ${column} NOT IN (SELECT id FROM job_copies WHERE alive_until > ${now}))`
}
