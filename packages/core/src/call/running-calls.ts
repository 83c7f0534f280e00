import type { Clock, Timer } from '../clock/clock.ts'
import type { Call } from './call.ts'

/** A timer may fire a little early; what is less than this away is due. */
const GRANULARITY_MS = 1

/**
 * The calls of a client that have not settled, under one timer that is set for the earliest deadline: a call that ends
 * in time costs none of its own.
 */
export class RunningCalls extends Set<Call> {
  readonly #clock: Clock
  #timer: Timer | undefined
  #firesAt = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    super()
    this.#clock = clock
  }

  override add(call: Call): this {
    if (call.deadline < this.#firesAt) this.#fireAt(call.deadline)
    return super.add(call)
  }

  override delete(call: Call): boolean {
    const wasRunning = super.delete(call)
    if (this.size === 0) this.#fireAt(Number.POSITIVE_INFINITY)
    return wasRunning
  }

  #fireAt(deadline: number): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer)
    this.#timer = undefined
    this.#firesAt = deadline
    if (deadline === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimer(Math.max(0, deadline - this.#clock.monotonic()), () => this.#expire())
  }

  /** Ends the calls that are due, and sets the timer for the earliest of the others. */
  #expire(): void {
    const now = this.#clock.monotonic() + GRANULARITY_MS
    let earliest = Number.POSITIVE_INFINITY
    for (const call of this) {
      if (call.deadline < now) call.expire()
      else earliest = Math.min(earliest, call.deadline)
    }
    this.#fireAt(earliest)
  }
}
