import { scrub } from '../secret/scrubber.ts'
import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** What the caller gave to an operation breaks a rule of the vendor. Nothing was sent. */
export class InvalidInputError extends TenonError {
  static readonly code = 'INVALID_INPUT'
  override readonly code = InvalidInputError.code
  /** What is wrong, field by field: names and rules, never values. */
  readonly issues: readonly string[]

  constructor(details: ErrorDetails & { readonly issues: readonly string[] }) {
    super(details)
    this.issues = details.issues.map(scrub)
  }
}
