import type { Clock } from '../clock/clock.ts'

/** How many requests may be made in a while. */
export interface RateLimit {
  /** Requests. */
  readonly requests: number
  /** In so many milliseconds. */
  readonly perMs: number
  /**
   * How many may go at once after a pause; so many minus one may then go in one while beside `requests`. Default 1: all
   * are spaced evenly, and no while has more than `requests`.
   */
  readonly burst?: number
}

/** A turn that was given. */
export interface Place {
  /** Milliseconds until it comes. */
  readonly delayMs: number
  /** When the place after it comes, if all came evenly spaced. */
  readonly after: number
}

/**
 * Spaces requests by the generic cell rate algorithm: one number of state, no timer, and an exact answer to how
 * long the next request has to wait.
 */
export class RateLimiter {
  readonly #clock: Clock
  readonly #intervalMs: number
  readonly #toleranceMs: number
  /** When the next request would be due if all came evenly spaced. */
  #theoreticalArrival = Number.NEGATIVE_INFINITY

  constructor({ requests, perMs, burst = 1 }: RateLimit, clock: Clock) {
    this.#clock = clock
    this.#intervalMs = perMs / requests
    this.#toleranceMs = this.#intervalMs * (burst - 1)
  }

  /** Takes a place, if its turn comes within `patienceMs`. */
  reserve(patienceMs: number): Place | undefined {
    const now = this.#clock.monotonic()
    const delay = this.delayMs()
    if (delay > patienceMs) return undefined
    this.#theoreticalArrival = Math.max(now, this.#theoreticalArrival) + this.#intervalMs
    return { delayMs: delay, after: this.#theoreticalArrival }
  }

  /** A place is not used after all. One with others behind it is lost: they have been told their turn. */
  giveBack({ after }: Place): void {
    if (after === this.#theoreticalArrival) this.#theoreticalArrival -= this.#intervalMs
  }

  /** Milliseconds until a request could go. */
  delayMs(): number {
    return Math.max(0, this.#theoreticalArrival - this.#toleranceMs - this.#clock.monotonic())
  }
}
