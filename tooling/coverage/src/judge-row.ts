import type { Comparison } from './comparison.ts'
import type { Row } from './report.ts'

/** Tells what became of a row: whether it is declared at all, excepted as a whole, or lacks something. */
export function judgeRow({ excuses }: Comparison, row: Omit<Row, 'state'>): Row {
  const whole = [{ owner: row.id, path: '*' }]
  if (row.declaredAs.length === 0) return { ...row, state: excuses.excuse(whole) ? 'excepted' : 'missing' }
  excuses.typed(whole)
  const lacks = row.parts.some(({ fields }) =>
    fields.some(({ state }) => state === 'untyped' || state === 'opaque'),
  )
  return { ...row, state: lacks ? 'incomplete' : 'covered' }
}
