/** What a retry costs; counted in what a call earns, as ten tenths are not one. */
const RETRY = 10
const CAPACITY = 10 * RETRY

/**
 * How many retries an account may make: one for ten calls, and ten in reserve. When a vendor is down, retries add
 * a tenth to its load instead of multiplying it.
 */
export class RetryBudget {
  #left = CAPACITY

  /** A call was made for the first time. */
  earn(): void {
    this.#left = Math.min(CAPACITY, this.#left + 1)
  }

  /** Takes one retry, if there is one. */
  spend(): boolean {
    if (this.#left < RETRY) return false
    this.#left -= RETRY
    return true
  }
}
