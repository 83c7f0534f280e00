import type { SchemaIssue } from './schema.ts'

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
