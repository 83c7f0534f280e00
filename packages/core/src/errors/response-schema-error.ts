import { scrub } from '../secret/scrubber.ts'
import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** The answer is JSON, but lacks what the caller depends on. A write did happen. */
export class ResponseSchemaError extends TenonError {
  static readonly code = 'RESPONSE_SCHEMA'
  override readonly code = ResponseSchemaError.code
  /** What differs, field by field: names and expectations, never values. */
  readonly issues: readonly string[]

  constructor(details: ErrorDetails & { readonly issues: readonly string[] }) {
    super(details)
    this.issues = details.issues.map(scrub)
  }
}
