const CAPACITY = 10
const EARNED_BY_A_CALL = 0.1

/**
 * How many retries an account may make: one for ten calls, and ten in reserve. When a vendor is down, retries add
 * a tenth to its load instead of multiplying it.
 */
export class RetryBudget {
  #left = CAPACITY

  /** A call was made for the first time. */
  earn(): void {
    this.#left = Math.min(CAPACITY, this.#left + EARNED_BY_A_CALL)
  }

  /** Takes one retry, if there is one. */
  spend(): boolean {
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
