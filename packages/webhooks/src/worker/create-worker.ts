import { AbortedError, ClosedError, systemClock, systemRandom, type Timer } from '@tenon/core'

import type { Claim } from '../inbox/inbox.ts'
import { reasonOf } from '../log/reason-of.ts'
import { positiveInteger } from '../options/positive-integer.ts'
import { attemptMessage } from './attempt-message.ts'
import { retryAt } from './retry-at.ts'
import type { Worker, WorkerOptions } from './worker-options.ts'

const DEFAULT_GRACE_MS = 10_000
/** The rest of the lease is for marking the attempt as failed. */
const USABLE_SHARE_OF_LEASE = 0.9

/**
 * Handles the messages of an inbox: those of one order key one after the other, all others side by side.
 *
 * The promise: at-least-once delivery; an exactly-once effect for what the handler writes through the
 * transaction it is given; a stable idempotency key for calls to the outside.
 *
 * @throws ConfigurationError when a number is not above 0
 */
export function createWorker<Transaction>(options: WorkerOptions<Transaction>): Worker {
  const { inbox, logger, clock = systemClock, random = systemRandom } = options
  const concurrency = positiveInteger(options.concurrency ?? 4, 'concurrency')
  const maxAttempts = positiveInteger(options.maxAttempts ?? 12, 'maxAttempts')
  const leaseMs = positiveInteger(options.leaseMs ?? 60_000, 'leaseMs')
  const pollMs = positiveInteger(options.pollMs ?? 1_000, 'pollMs')

  const stopped = aborted('the worker was stopped')
  const running = new Map<Promise<void>, AbortController>()
  const waiting = new Set<PromiseWithResolvers<void>>()
  let state: 'new' | 'started' | 'stopped' = 'new'
  let looking: Promise<void> | undefined
  let lookAgain = false
  let isCareful = false
  let pollTimer: Timer | undefined
  let stopListening: (() => void) | undefined
  let stopping: Promise<void> | undefined

  function wake(): void {
    if (state !== 'started') return
    lookAgain = true
    looking ??= look()
  }

  async function look(): Promise<void> {
    if (pollTimer !== undefined) clock.clearTimer(pollTimer)
    while (lookAgain && state === 'started') {
      lookAgain = false
      try {
        const room = (isCareful ? 1 : concurrency) - running.size
        if (room > 0) await takeMessages(room)
        await settleDrained()
      } catch (error) {
        logger?.error({ reason: reasonOf(error) }, 'inbox: cannot be read, trying again')
      }
    }
    looking = undefined
    if (state === 'started') pollTimer = clock.setTimer(pollMs, wake)
  }

  /**
   * A message whose last attempt never ended may be what ended the process, and everything that ran beside it was
   * counted as an attempt, too. It runs alone, so that poison takes no other message with it.
   */
  async function takeMessages(limit: number): Promise<void> {
    const claims = await inbox.claim({ limit, leaseMs })
    const suspects = claims.filter(({ lostAttempts }) => lostAttempts > 0)
    isCareful = suspects.length > 0
    const isAlone = claims.length === 1 && running.size === 0
    const crowded = isAlone ? [] : suspects
    for (const claim of claims) if (!crowded.includes(claim)) run(claim)
    for (const claim of crowded) await inbox.release(claim)
    if (crowded.length > 0) wake()
  }

  async function settleDrained(): Promise<void> {
    if (waiting.size === 0 || running.size > 0) return
    const { pending } = await inbox.counts()
    if (pending > 0) return
    for (const waiter of waiting) waiter.resolve()
    waiting.clear()
  }

  function run(claim: Claim): void {
    const controller = new AbortController()
    const ended = handle(claim, controller)
      .catch((error: unknown) => {
        // The lease ends by itself, and the message comes back.
        logger?.error({ ...fieldsOf(claim), reason: reasonOf(error) }, 'inbox: cannot be written')
      })
      .finally(() => {
        running.delete(ended)
        wake()
      })
    running.set(ended, controller)
  }

  async function handle(claim: Claim, controller: AbortController): Promise<void> {
    if (claim.attempt > maxAttempts) {
      const reason = 'the process ended, or its lease was lost, during the last attempt'
      return giveUp(claim, reason)
    }
    const limitMs = leaseMs * USABLE_SHARE_OF_LEASE
    const timer = clock.setTimer(limitMs, () =>
      controller.abort(aborted(`it took longer than ${limitMs} ms`)),
    )
    try {
      await attemptMessage(claim, options, controller.signal)
      logger?.debug(fieldsOf(claim), 'message handled')
    } catch (error) {
      if (controller.signal.reason === stopped) await inbox.release(claim)
      else await settleFailure(claim, error)
    } finally {
      clock.clearTimer(timer)
    }
  }

  async function settleFailure(claim: Claim, error: unknown): Promise<void> {
    const reason = reasonOf(error)
    if (claim.attempt >= maxAttempts) return giveUp(claim, reason)
    const at = retryAt(error, claim.attempt, clock, random)
    const held = await inbox.fail(claim, { reason, retryAt: at })
    const outcome = held ? { retryAt: new Date(at) } : { retryAt: 'not by this attempt' }
    logger?.warn({ ...fieldsOf(claim), reason, ...outcome }, 'message failed')
  }

  async function giveUp(claim: Claim, reason: string): Promise<void> {
    if (!(await inbox.fail(claim, { reason, retryAt: 'never' }))) return
    logger?.error({ ...fieldsOf(claim), reason }, 'message given up: it is a dead letter')
  }

  async function stop(graceMs: number): Promise<void> {
    state = 'stopped'
    stopListening?.()
    if (pollTimer !== undefined) clock.clearTimer(pollTimer)
    const error = new ClosedError({ message: 'the worker was stopped before the inbox was empty' })
    for (const waiter of waiting) waiter.reject(error)
    waiting.clear()
    await looking
    const timer = clock.setTimer(graceMs, () => {
      for (const controller of running.values()) controller.abort(stopped)
    })
    await Promise.all(running.keys())
    clock.clearTimer(timer)
  }

  return {
    start() {
      if (state !== 'new') return
      state = 'started'
      stopListening = inbox.onAppend(wake)
      wake()
    },
    stop({ graceMs = DEFAULT_GRACE_MS } = {}) {
      return (stopping ??= stop(graceMs))
    },
    async drained() {
      if (state === 'stopped') throw new ClosedError({ message: 'the worker was stopped' })
      const waiter = Promise.withResolvers<void>()
      waiting.add(waiter)
      wake()
      await waiter.promise
    },
  }
}

function fieldsOf({ message, attempt }: Claim): object {
  const { provider, account, type, id: messageId, position } = message
  return { provider, account, type, messageId, position, attempt }
}

function aborted(message: string): AbortedError {
  return new AbortedError({ message, reason: message })
}
