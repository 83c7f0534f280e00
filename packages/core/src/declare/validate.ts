import type { Schema, SchemaIssue, SchemaResult } from './schema.ts'

/**
 * Asks a schema, which must answer at once. A library may turn what a transform throws into a promise that rejects.
 *
 * @throws TypeError when the schema is asynchronous, or failed
 */
export function validate<Output>(schema: Schema<unknown, Output>, value: unknown): SchemaResult<Output> {
  const result = schema['~standard'].validate(value)
  if (!(result instanceof Promise)) return result
  result.catch(() => undefined)
  throw new TypeError('a schema is asynchronous, or one of its steps failed')
}

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
