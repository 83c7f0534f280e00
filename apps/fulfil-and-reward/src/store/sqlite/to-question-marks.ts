import type { SqlValue, Statement } from '../database/job-database.ts'

/** `$1`, `$2` … as SQLite takes them from a list: a `?` each, and the values in the order of their use. */
export function toQuestionMarks({ sql, values }: Statement): Statement {
  const used: SqlValue[] = []
  const questions = sql.replaceAll(/\$(\d+)/g, (_, number: string) => {
    used.push(values[Number(number) - 1] ?? null)
    return '?'
  })
  return { sql: questions, values: used }
}
