import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'

/** How much later than the end of a pause calls go on, so that not all come at once. */
const SPREAD = 0.2
const WIDEST_SPREAD_MS = 1_000

/** A pause that the vendor asked one call for, and that every call of the account keeps. */
export class CoolDown {
  readonly #clock: Clock
  readonly #random: Random
  #until = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Begins, or prolongs it; never shortens it. */
  extend(forMs: number): void {
    this.#until = Math.max(this.#until, this.#clock.monotonic() + forMs)
  }

  remainingMs(): number {
    // Nearly always there was none: no call looks at the clock for that.
    if (this.#until === Number.NEGATIVE_INFINITY) return 0
    return Math.max(0, this.#until - this.#clock.monotonic())
  }

  /** How long one call waits for its end: for some a little longer than for others. */
  delayMs(): number {
    const remaining = this.remainingMs()
    return remaining + this.#random.fraction() * Math.min(WIDEST_SPREAD_MS, remaining * SPREAD)
  }
}
