import type { Report } from './report.ts'

/** Is everything of the contract covered or excepted, and every exception true? */
export function isComplete({ rows, problems }: Report): boolean {
  return problems.length === 0 && rows.every(({ state }) => state === 'covered' || state === 'excepted')
}
