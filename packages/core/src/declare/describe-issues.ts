import type { SchemaIssue } from './schema.ts'

/** In a message: a page of a hundred bad rows has hundreds of issues. */
const MOST_SHOWN = 5

/** The first few issues, and how many more there are. */
export function summariseIssues(issues: readonly string[]): string {
  const shown = issues.slice(0, MOST_SHOWN).join('; ')
  return issues.length > MOST_SHOWN ? `${shown}; and ${issues.length - MOST_SHOWN} more` : shown
}

/** `line_items.0.quantity: expected number`: where, and what was expected. */
export function describeIssues(issues: readonly SchemaIssue[]): string[] {
  return issues.map((issue) => {
    const path = issuePath(issue)
    return path === '' ? issue.message : `${path}: ${issue.message}`
  })
}

export function issuePath(issue: SchemaIssue): string {
  return (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
}
