import { ClosedError, ConfigurationError, systemClock, systemRandom, type Timer } from '@tenon/core'

import type { Claim } from '../inbox/inbox.ts'
import { reasonOf } from '../log/reason-of.ts'
import { positiveInteger } from '../options/positive-integer.ts'
import { refuseUnknown } from '../options/refuse-unknown.ts'
import { within } from '../time/within.ts'
import { abortedBecause } from './aborted-because.ts'
import { runAttempt } from './run-attempt.ts'
import type { Worker, WorkerOptions } from './worker-options.ts'

/** With the three seconds of a server before it, less than the ten that a SIGTERM usually leaves. */
const DEFAULT_GRACE_MS = 6_000
/** After the grace, for the inbox to be told what comes again. Without its answer the leases end by themselves. */
const LAST_WORDS_MS = 500
/** Messages forgotten at a time. */
const PORTION = 1_000

/**
 * Handles the messages of an inbox: those of one order key one after the other, all others side by side.
 *
 * The promise: at-least-once delivery; an exactly-once effect for what the handler writes through the
 * transaction it is given; a stable idempotency key for calls to the outside.
 *
 * @throws ConfigurationError without a handler, when a number is not above 0, for an option that is not known
 */
export function createWorker<Transaction>(options: WorkerOptions<Transaction>): Worker {
  const { inbox, handle, logger, clock = systemClock, random = systemRandom, ...numbers } = options
  const {
    concurrency = 4,
    maxAttempts = 12,
    attemptTimeoutMs = 60_000,
    leaseMs = 30_000,
    pollMs = 1_000,
    pruneEveryMs = 3_600_000,
    ...unknown
  } = numbers
  refuseUnknown(unknown, 'createWorker')
  if (typeof handle !== 'function') {
    const message = 'createWorker: option "handle" must be a function'
    throw new ConfigurationError({ message, option: 'handle' })
  }
  positiveInteger(concurrency, 'concurrency')
  positiveInteger(maxAttempts, 'maxAttempts')
  positiveInteger(attemptTimeoutMs, 'attemptTimeoutMs')
  positiveInteger(leaseMs, 'leaseMs')
  positiveInteger(pollMs, 'pollMs')
  positiveInteger(pruneEveryMs, 'pruneEveryMs')

  const stopped = abortedBecause('the worker was stopped')
  const limits = { maxAttempts, attemptTimeoutMs, leaseMs }
  const parts = { inbox, handle, logger, clock, random, stopped, ...limits }
  const running = new Map<Promise<void>, AbortController>()
  const waiting = new Set<PromiseWithResolvers<void>>()
  let state: 'new' | 'started' | 'stopped' = 'new'
  let looking: Promise<void> | undefined
  let lookAgain = false
  let isCareful = false
  let lastLookAt: Date | undefined
  let pollTimer: Timer | undefined
  let pruneTimer: Timer | undefined
  let pruning: Promise<void> | undefined
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
    lastLookAt = new Date(clock.wall())
    if (state === 'stopped') return giveBack(claims)
    const suspects = claims.filter(({ lostAttempts }) => lostAttempts > 0)
    isCareful = suspects.length > 0
    const isAlone = claims.length === 1 && running.size === 0
    const crowded = isAlone ? [] : suspects
    for (const claim of claims) if (!crowded.includes(claim)) run(claim)
    await giveBack(crowded)
    if (crowded.length > 0) wake()
  }

  async function giveBack(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) await inbox.release(claim)
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
    const ended = runAttempt(claim, parts, controller)
      .catch((error: unknown) => {
        // The lease ends by itself, and the message comes back.
        const { position } = claim.message
        logger?.error({ position, reason: reasonOf(error) }, 'inbox: cannot be written')
      })
      .finally(() => {
        running.delete(ended)
        wake()
      })
    running.set(ended, controller)
  }

  /** All that is past its time, in portions, and again in an hour. */
  async function prune(): Promise<void> {
    try {
      for (let forgotten = PORTION; state === 'started' && forgotten === PORTION;) {
        forgotten = await inbox.prune({ limit: PORTION })
      }
    } catch (error) {
      logger?.warn({ reason: reasonOf(error) }, 'inbox: cannot be pruned, trying again later')
    }
    if (state === 'started') pruneTimer = clock.setTimer(pruneEveryMs, startPruning)
  }

  function startPruning(): void {
    pruning = prune()
  }

  async function stop(graceMs: number): Promise<void> {
    state = 'stopped'
    stopListening?.()
    for (const timer of [pollTimer, pruneTimer]) if (timer !== undefined) clock.clearTimer(timer)
    const error = new ClosedError({ message: 'the worker was stopped before the inbox was empty' })
    for (const waiter of waiting) waiter.reject(error)
    waiting.clear()
    const timer = clock.setTimer(graceMs, () => {
      for (const controller of running.values()) controller.abort(stopped)
    })
    try {
      await within(
        graceMs + LAST_WORDS_MS,
        'to stop',
        Promise.all([looking, pruning, ...running.keys()]),
        clock,
      )
    } catch (error) {
      logger?.warn(
        { running: running.size, reason: reasonOf(error) },
        'inbox: gives no answer to a worker that stops',
      )
    }
    clock.clearTimer(timer)
  }

  return {
    start() {
      if (state !== 'new') return
      state = 'started'
      stopListening = inbox.onAppend(wake)
      wake()
      startPruning()
    },
    stop({ graceMs = DEFAULT_GRACE_MS } = {}) {
      return (stopping ??= stop(graceMs))
    },
    async health() {
      const counts = await inbox.counts()
      const { oldestPendingMs = 0 } = counts
      return { state, running: running.size, lastLookAt, inbox: counts, oldestPendingMs }
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
