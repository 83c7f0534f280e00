import { TenonError, type ErrorDetails } from './tenon-error.ts'

export interface PartialFailureDetails extends ErrorDetails {
  readonly failures: readonly unknown[]
}

/** A batch was answered, and not every item was accepted. The accepted ones stay accepted. */
export class PartialFailureError extends TenonError<PartialFailureDetails> {
  static readonly code = 'PARTIAL_FAILURE'
  override readonly code = PartialFailureError.code
  /** Holds what was sent: no property that a logger would print. */
  readonly #failures: readonly unknown[]

  constructor(details: PartialFailureDetails) {
    super(details)
    this.#failures = details.failures
  }

  /** The outcome of each item that was not accepted, in the order given. */
  get failures(): readonly unknown[] {
    return this.#failures
  }
}
