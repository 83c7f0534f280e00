import { TenonError } from './tenon-error.ts'

/** The vendor asked for fewer calls, or this client's own limit is reached, for longer than the deadline allows. */
export class RateLimitedError extends TenonError {
  static readonly code = 'RATE_LIMITED'
  override readonly code = RateLimitedError.code

  protected override get transient(): boolean {
    return true
  }
}
