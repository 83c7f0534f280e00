import { AbortedError, TenonError, TimeoutError, type Clock } from '@tenon/core'
import type { z } from 'zod'

import type { Answered } from './answered.ts'
import type { waitOptions } from './wait-options.ts'
import type { Wait } from './waiting.ts'

const LONGEST_PAUSE_MS = 60_000
const PAUSE_GROWTH = 1.5

/** A wait that has begun. */
export interface Race<T> {
  readonly promise: Promise<Answered<T>>
  /** A callback brought it. */
  readonly hear: (value: T) => void
  /** Nobody waits any longer. */
  readonly fail: (error: unknown) => void
}

export function startRace<T>(
  { what, poll }: Wait<T>,
  { timeoutMs, pollMs, signal }: z.output<typeof waitOptions>,
  clock: Clock,
): Race<T> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered<T>>()
  const looking = new AbortController()
  let ended = false
  let wake = (): void => {}

  /** False if it had ended before. */
  function end(): boolean {
    if (ended) return false
    ended = true
    signal?.removeEventListener('abort', abort)
    clock.clearTimer(deadline)
    looking.abort()
    wake()
    return true
  }

  function fail(error: unknown): void {
    if (end()) reject(error)
  }

  function answer(answered: Answered<T>): void {
    if (end()) resolve(answered)
  }

  function abort(): void {
    fail(new AbortedError({ message: `the caller no longer waits for ${what}`, reason: signal?.reason }))
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((done) => {
      const timer = clock.setTimer(delayMs, done)
      wake = () => {
        clock.clearTimer(timer)
        done()
      }
    })
  }

  async function look(ask: NonNullable<Wait<T>['poll']>): Promise<void> {
    for (let delayMs = pollMs; !ended; delayMs = Math.min(delayMs * PAUSE_GROWTH, LONGEST_PAUSE_MS)) {
      let allowedInMs = 0
      try {
        const value = await ask({ signal: looking.signal })
        if (value !== undefined) return answer({ by: 'poll', value })
      } catch (error) {
        // The callback may still come, and so may a better moment to ask.
        if (!TenonError.isInstance(error) || !error.retryable) return fail(error)
        allowedInMs = (error.retryAt?.getTime() ?? 0) - clock.wall()
      }
      if (!ended) await pause(Math.max(delayMs, allowedInMs))
    }
  }

  const deadline = clock.setTimer(timeoutMs, () => {
    const message = `${what} did not come to its end within ${timeoutMs} ms`
    const advice = 'MasonHub may still do it: wait again, or look at it later'
    fail(new TimeoutError({ message, advice, phase: 'retry-wait' }))
  })
  signal?.addEventListener('abort', abort)
  if (signal?.aborted === true) abort()
  else if (poll !== undefined) void look(poll)
  return { promise, hear: (value) => answer({ by: 'callback', value }), fail }
}
