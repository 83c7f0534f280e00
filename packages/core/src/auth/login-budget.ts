import type { Clock } from '../clock/clock.ts'

const BURST = 3
const REFILL_MS = 10_000

/** How many logins refused tokens may cause: so that an endpoint that always answers 401 makes no storm. */
export class LoginBudget {
  readonly #clock: Clock
  #left = BURST
  #refilledAt: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#refilledAt = clock.monotonic()
  }

  /** Takes one, if there is one. */
  spend(): boolean {
    const now = this.#clock.monotonic()
    const refills = Math.floor((now - this.#refilledAt) / REFILL_MS)
    if (refills > 0) {
      this.#left = Math.min(BURST, this.#left + refills)
      this.#refilledAt += refills * REFILL_MS
    }
    if (this.#left === 0) return false
    // The time towards the next one starts to count when the first is taken from a full budget.
    if (this.#left === BURST) this.#refilledAt = now
    this.#left -= 1
    return true
  }
}
