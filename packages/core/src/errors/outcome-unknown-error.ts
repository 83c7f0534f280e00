import { TenonError, type ErrorDetails } from './tenon-error.ts'

export interface OutcomeUnknownDetails extends ErrorDetails {
  readonly reference: string
}

/** A write may or may not have happened, and asking the vendor did not settle it. Resume by its reference. */
export class OutcomeUnknownError extends TenonError<OutcomeUnknownDetails> {
  static readonly code = 'OUTCOME_UNKNOWN'
  override readonly code = OutcomeUnknownError.code
  override readonly retryable = true
  /** By what the vendor knows the write, if it knows it. */
  readonly reference: string

  constructor(details: OutcomeUnknownDetails) {
    super(details)
    this.reference = details.reference
  }
}
