import type { Clock } from '../clock/clock.ts'

/** A pause that the vendor asked one call for, and that every call of the account keeps. */
export class CoolDown {
  readonly #clock: Clock
  #until = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Begins, or prolongs it; never shortens it. */
  extend(forMs: number): void {
    this.#until = Math.max(this.#until, this.#clock.monotonic() + forMs)
  }

  remainingMs(): number {
    return Math.max(0, this.#until - this.#clock.monotonic())
  }
}
