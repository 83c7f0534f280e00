import { InvalidInputError } from '@tenon/core'

const SHOWN_IN_MESSAGE = 10

/** The error about what a caller gave: its message has the first ten problems, its `issues` all of them. */
export function invalidInput(otherwise: string, issues: readonly string[]): InvalidInputError {
  const shown = issues.slice(0, SHOWN_IN_MESSAGE)
  const rest = issues.length > shown.length ? [`and ${issues.length - shown.length} more`] : []
  return new InvalidInputError({ message: `${otherwise}: ${[...shown, ...rest].join('; ')}`, issues })
}
