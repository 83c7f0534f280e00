import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** A batch was answered, and not every item was accepted. The accepted ones stay accepted. */
export class PartialFailureError extends TenonError {
  static readonly code = 'PARTIAL_FAILURE'
  override readonly code = PartialFailureError.code
  /** Holds what was sent: no property that a logger would print. */
  readonly #failures: readonly unknown[]

  constructor(details: ErrorDetails & { readonly failures: readonly unknown[] }) {
    super(details)
    this.#failures = details.failures
  }

  /** The outcome of each item that was not accepted, in the order given. */
  get failures(): readonly unknown[] {
    return this.#failures
  }
}
