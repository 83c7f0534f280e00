import type { Clock, Timer } from '../clock/clock.ts'
import type { Call } from './call.ts'

/** A timer may fire a little early; what is less than this away is due. */
const GRANULARITY_MS = 1

/**
 * The calls of a client that have not settled, under one timer that is set for the earliest deadline: a call that ends
 * in time costs none of its own.
 */
export class RunningCalls implements Iterable<Call> {
  readonly #clock: Clock
  readonly #calls = new Set<Call>()
  #timer: Timer | undefined
  #firesAt = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#calls.size
  }

  [Symbol.iterator](): Iterator<Call> {
    return this.#calls.values()
  }

  add(call: Call): void {
    this.#calls.add(call)
    if (call.deadline < this.#firesAt) this.#fireAt(call.deadline)
  }

  delete(call: Call): void {
    this.#calls.delete(call)
    if (this.#calls.size === 0) this.#fireAt(Number.POSITIVE_INFINITY)
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
    for (const call of this.#calls) if (call.deadline < now) call.expire()
    this.#fireAt(Math.min(...Array.from(this.#calls, ({ deadline }) => deadline)))
  }
}
