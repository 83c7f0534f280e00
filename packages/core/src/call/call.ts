import type { Clock, Timer } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { Operation } from '../declare/operation.ts'
import { AbortedError } from '../errors/aborted-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { Attempt } from './attempt.ts'
import type { AttemptRecord, CallRecord, Lane, Phase } from './call-record.ts'

/** Something that waits on behalf of a call, and can be told to stop. */
export interface Interruptible {
  interrupt(error: TenonError): void
}

export interface CallSetup {
  readonly provider: string
  readonly operation: Operation
  readonly lane: Lane
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  readonly clock: Clock
  readonly random: Random
}

/**
 * One logical call while it runs: its deadline, its interruption and its record. Every step of the pipeline
 * gets it, so that whatever it waits for ends with the call.
 */
export class Call implements CallRecord, Interruptible {
  readonly operation: string
  readonly provider: string
  readonly lane: Lane
  readonly declaration: Operation
  readonly attempts: Attempt[] = []
  /** When the call must be over, on the monotonic clock. */
  readonly deadline: number
  readonly clock: Clock
  readonly startedAt: number
  /** What the call is doing now. */
  phase: Phase = 'middleware'

  readonly #random: Random
  readonly #callerSignal: AbortSignal | undefined
  readonly #waiting: Interruptible[] = []
  readonly #timer: Timer
  #id: string | undefined
  #endedAt: number | undefined
  #interruption: TenonError | undefined
  #controller: AbortController | undefined

  constructor(setup: CallSetup) {
    this.operation = setup.operation.id
    this.declaration = setup.operation
    this.provider = setup.provider
    this.lane = setup.lane
    this.clock = setup.clock
    this.#random = setup.random
    this.startedAt = setup.clock.monotonic()
    this.deadline = this.startedAt + setup.timeoutMs
    this.#timer = setup.clock.setTimer(setup.timeoutMs, () => this.#expire(setup.timeoutMs))
    this.#callerSignal = setup.signal
    setup.signal?.addEventListener('abort', this)
  }

  get id(): string {
    return (this.#id ??= this.#random.uuid())
  }

  get elapsedMs(): number {
    return (this.#endedAt ?? this.clock.monotonic()) - this.startedAt
  }

  /** Milliseconds until the deadline; never negative. */
  get remainingMs(): number {
    return Math.max(0, this.deadline - this.clock.monotonic())
  }

  /** Why the call was ended early, if it was. */
  get interruption(): TenonError | undefined {
    return this.#interruption
  }

  /** The attempt under way, or the last one. */
  get attempt(): Attempt | undefined {
    return this.attempts.at(-1)
  }

  /** For what only understands signals. Made on first use: most calls never need one. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#interruption !== undefined) this.#controller.abort(this.#interruption)
    }
    return this.#controller.signal
  }

  beginAttempt(reason: AttemptRecord['reason']): Attempt {
    const attempt = new Attempt(this.attempts.length + 1, reason, this.elapsedMs)
    this.attempts.push(attempt)
    return attempt
  }

  /** Has `waiting` interrupted if the call ends before `forget`. */
  watch(waiting: Interruptible): void {
    if (this.#interruption === undefined) this.#waiting.push(waiting)
    else waiting.interrupt(this.#interruption)
  }

  forget(waiting: Interruptible): void {
    const index = this.#waiting.lastIndexOf(waiting)
    if (index >= 0) this.#waiting.splice(index, 1)
  }

  /** Waits, unless the call ends first. */
  wait(delayMs: number, phase: Phase): Promise<void> {
    this.phase = phase
    return new Promise((resolve, reject) => {
      const waiting: Interruptible = {
        interrupt: (error) => {
          this.clock.clearTimer(timer)
          reject(error)
        },
      }
      const timer = this.clock.setTimer(delayMs, () => {
        this.forget(waiting)
        resolve()
      })
      this.watch(waiting)
    })
  }

  /** Ends the call now: everything that it waits for is told to stop. */
  interrupt(error: TenonError): void {
    if (this.#interruption !== undefined || this.#endedAt !== undefined) return
    this.#interruption = error
    for (const waiting of this.#waiting.splice(0)) waiting.interrupt(error)
    this.#controller?.abort(error)
  }

  /** The call has settled: its timer and its listener go. */
  end(): void {
    this.#endedAt ??= this.clock.monotonic()
    this.clock.clearTimer(this.#timer)
    this.#callerSignal?.removeEventListener('abort', this)
  }

  /** The caller's signal fired. */
  handleEvent(): void {
    const reason: unknown = this.#callerSignal?.reason
    this.interrupt(new AbortedError({ message: 'the caller ended the call', reason, call: this }))
  }

  #expire(timeoutMs: number): void {
    const { phase } = this
    const message = `no result within ${timeoutMs} ms; the call was in phase "${phase}"`
    this.interrupt(new TimeoutError({ message, phase, call: this }))
  }

  /** The record alone: what is safe to log. */
  toJSON(): CallRecord {
    const { id, provider, operation, lane, attempts, elapsedMs } = this
    return { id, provider, operation, lane, attempts, elapsedMs }
  }
}
