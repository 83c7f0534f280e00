import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** The caller's signal ended the call. If a request had been sent, a write may have happened. */
export class AbortedError extends TenonError {
  static readonly code = 'ABORTED'
  override readonly code = AbortedError.code
  /** A stranger's value: no property that a logger would print. */
  readonly #reason: unknown

  constructor(details: ErrorDetails & { readonly reason: unknown }) {
    super({ ...details, cause: details.cause ?? details.reason })
    this.#reason = details.reason
  }

  /** What was given to `abort()`. */
  get reason(): unknown {
    return this.#reason
  }

  /** As the platform calls it, so that the usual `error.name === 'AbortError'` holds. */
  override get name(): string {
    return 'AbortError'
  }
}
