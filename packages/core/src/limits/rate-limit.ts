import type { Clock } from '../clock/clock.ts'

/** How many requests may be made in a while. */
export interface RateLimit {
  /** Requests. */
  readonly requests: number
  /** In so many milliseconds. */
  readonly perMs: number
  /** How many may go at once after a pause. Default: `requests`. */
  readonly burst?: number
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

  constructor({ requests, perMs, burst = requests }: RateLimit, clock: Clock) {
    this.#clock = clock
    this.#intervalMs = perMs / requests
    this.#toleranceMs = this.#intervalMs * (burst - 1)
  }

  /** Takes a place, if its turn comes within `patienceMs`: milliseconds until then, or undefined. */
  reserve(patienceMs: number): number | undefined {
    const now = this.#clock.monotonic()
    const delay = this.delayMs()
    if (delay > patienceMs) return undefined
    this.#theoreticalArrival = Math.max(now, this.#theoreticalArrival) + this.#intervalMs
    return delay
  }

  /** The place that was taken last is not used after all. */
  giveBack(): void {
    this.#theoreticalArrival -= this.#intervalMs
  }

  /** Milliseconds until a request could go. */
  delayMs(): number {
    return Math.max(0, this.#theoreticalArrival - this.#toleranceMs - this.#clock.monotonic())
  }
}
