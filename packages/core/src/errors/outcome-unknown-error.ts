import { TenonError, type ErrorDetails } from './tenon-error.ts'

export interface OutcomeUnknownDetails extends ErrorDetails {
  readonly reference: string
}

/** A write may or may not have happened, and asking the vendor did not settle it. Resume by its reference. */
export class OutcomeUnknownError extends TenonError<OutcomeUnknownDetails> {
  static readonly code = 'OUTCOME_UNKNOWN'
  override readonly code = OutcomeUnknownError.code
  /** By what the vendor knows the write, if it knows it. */
  readonly reference: string

  constructor(details: OutcomeUnknownDetails) {
    super(details)
    this.reference = details.reference
  }

  /** Resuming by the reference is safe; making the write anew is not. */
  override get retryable(): boolean {
    return true
  }
}
