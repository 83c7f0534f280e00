import { channel } from 'node:diagnostics_channel'
import { inspect } from 'node:util'

import type { Clock } from '../clock/clock.ts'
import { isIdempotent, type Operation } from '../declare/operation.ts'
import { AbortedError } from '../errors/aborted-error.ts'
import { ClosedError } from '../errors/closed-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { Attempt } from './attempt.ts'
import type { AttemptRecord, CallRecord, Lane, Phase } from './call-record.ts'
import type { Ports } from './ports.ts'
import type { RunningCalls } from './running-calls.ts'

/**
 * Publishes the `CallRecord` of each call when it has settled, logins included. Costs nothing while nobody
 * listens.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel'
 * import type { CallRecord } from '@tenon/core'
 *
 * subscribe('tenon:call', (message) => {
 *   const call = message as CallRecord
 *   console.log(call.provider, call.operation, call.attempts.length, call.elapsedMs)
 * })
 * ```
 */
const callChannel = channel('tenon:call')

/** Something that waits on behalf of a call, and can be told to stop. */
export interface Interruptible {
  interrupt(error: TenonError): void
}

/** What all calls of a client have in common. */
export interface CallHost extends Omit<Ports, 'logger'> {
  readonly provider: string
  readonly running: RunningCalls
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
  error: string | undefined
  /** What the call is doing now. */
  phase: Phase = 'middleware'

  readonly #host: CallHost
  readonly #callerSignal: AbortSignal | undefined
  readonly #waiting: Interruptible[] = []
  readonly #reject: (error: unknown) => void
  #id: string | undefined
  #endedAt: number | undefined
  #interruption: TenonError | undefined
  #controller: AbortController | undefined

  /** @param reject settles the caller's promise when the call is interrupted */
  constructor(
    host: CallHost,
    operation: Operation,
    lane: Lane,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    reject: (error: unknown) => void,
  ) {
    this.#host = host
    this.operation = operation.id
    this.declaration = operation
    this.provider = host.provider
    this.lane = lane
    this.clock = host.clock
    this.#reject = reject
    this.startedAt = host.clock.monotonic()
    this.deadline = this.startedAt + timeoutMs
    this.#callerSignal = signal
    signal?.addEventListener('abort', this)
    host.running.add(this)
  }

  get idempotent(): boolean {
    return isIdempotent(this.declaration)
  }

  get id(): string {
    return (this.#id ??= this.#host.random.uuid())
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
    if (this.#endedAt === undefined) this.#waiting.push(waiting)
    else waiting.interrupt(this.#overError())
  }

  forget(waiting: Interruptible): void {
    // Mostly the last one: a call waits for one thing at a time, unless a middleware makes it wait for more.
    if (this.#waiting.at(-1) === waiting) this.#waiting.pop()
    else if (this.#waiting.includes(waiting)) this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
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

  /** Ends the call now: its promise rejects, and everything that it waits for is told to stop. */
  interrupt(error: TenonError): void {
    if (this.#endedAt !== undefined) return
    this.#interruption = error
    this.attempt?.end(this.elapsedMs, error.code)
    this.end(error.code)
    this.#reject(error)
    this.#stop(error)
  }

  /** The call has settled: nothing listens for it any longer, and its record is published. */
  end(error?: string): void {
    if (this.#endedAt !== undefined) return
    this.#endedAt = this.clock.monotonic()
    this.error = error
    this.#callerSignal?.removeEventListener('abort', this)
    this.#host.running.delete(this)
    // A middleware may have gone its own way, and left a request behind.
    if (this.#waiting.length > 0) this.#stop(this.#overError())
    if (callChannel.hasSubscribers) callChannel.publish(this)
  }

  /** Why what comes after the end is stopped. */
  #overError(): TenonError {
    return this.#interruption ?? new ClosedError({ message: 'the call has ended', call: this })
  }

  /** Has everything end that still waits for the call. */
  #stop(error: TenonError): void {
    this.#controller?.abort(error)
    for (const waiting of this.#waiting.splice(0)) {
      try {
        waiting.interrupt(error)
      } catch {
        // Somebody else's mistake must not keep the others from being told.
      }
    }
  }

  /** The caller's signal fired. */
  handleEvent(): void {
    const reason: unknown = this.#callerSignal?.reason
    this.interrupt(new AbortedError({ message: 'the caller ended the call', reason, call: this }))
  }

  /** The deadline has come. */
  expire(): void {
    const { phase } = this
    const timeoutMs = Math.round(this.deadline - this.startedAt)
    const message = `no result within ${timeoutMs} ms; the call was in phase "${phase}"`
    this.interrupt(new TimeoutError({ message, phase, call: this }))
  }

  [inspect.custom](): CallRecord {
    return this.toJSON()
  }

  /** The record alone: what is safe to log. */
  toJSON(): CallRecord {
    const { id, provider, operation, lane, idempotent, attempts, error, elapsedMs } = this
    return { id, provider, operation, lane, idempotent, attempts, error, elapsedMs }
  }
}
