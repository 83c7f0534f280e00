import { TenonError } from './tenon-error.ts'

/** The vendor asked for fewer calls, and the time that it named (`retryAt`) is past the deadline of this one. */
export class RateLimitedError extends TenonError {
  static readonly code = 'RATE_LIMITED'
  override readonly code = RateLimitedError.code

  protected override get transient(): boolean {
    return true
  }
}
