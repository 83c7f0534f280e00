import type { Clock, Logger, Random } from '@tenon/core'

import type { Effect, Inbox, InboxCounts, InboxMessage } from '../inbox/inbox.ts'

export interface WorkerOptions<Transaction = unknown> {
  /** Where the messages are. The worker does not close it. */
  readonly inbox: Inbox<Transaction>
  /** Handles one message. A message that it rejects comes again, up to `maxAttempts` times. */
  readonly handle: Handle<Transaction>
  /** Messages handled at one time. Default 4. */
  readonly concurrency?: number
  /** After so many attempts without success a message becomes a dead letter. Default 12: about half an hour. */
  readonly maxAttempts?: number
  /**
   * Milliseconds that an attempt may take: then its signal is aborted and it counts as failed, unless a commit is under
   * way, which is waited for, and succeeds. Default 60,000.
   */
  readonly attemptTimeoutMs?: number
  /**
   * Milliseconds after which the messages of a process come back that crashed, or whose event loop hangs. While
   * the loop is alive the leases of what runs are renewed. Default 30,000.
   */
  readonly leaseMs?: number
  /** Milliseconds between looks into the inbox. What this process stores is seen at once. Default 1,000. */
  readonly pollMs?: number
  /** Milliseconds between runs of `inbox.prune()`; the first is at the start. Default 3,600,000: an hour. */
  readonly pruneEveryMs?: number
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Default: the machine's. */
  readonly random?: Random
  /** A pino instance fits as it is. Never given a message's data. Default: silent. */
  readonly logger?: Logger
}

/**
 * Handles one message: first the calls to the outside, with the idempotency key, then one `commit`. A handler
 * that returns without a commit has its message marked done.
 */
export type Handle<Transaction = unknown> = (
  message: InboxMessage,
  context: HandlerContext<Transaction>,
) => Promise<void> | void

export interface HandlerContext<Transaction = unknown> {
  /** For calls to the outside. The same for every attempt at this message, in the form of a UUID. */
  readonly idempotencyKey: string
  /** The first is 1. */
  readonly attempt: number
  /** Aborted when the attempt has taken too long, or the worker stops and cannot wait any longer. */
  readonly signal: AbortSignal
  /**
   * Writes what the message leads to and marks it done, in one transaction: both happen or neither. Once per
   * attempt; await nothing but the transaction inside.
   *
   * @throws AbortedError when the message is not this attempt's any more. Nothing was written
   */
  readonly commit: (effect: Effect<Transaction>) => Promise<void>
}

export interface Worker {
  /** Begins to handle messages. */
  start(): void
  /**
   * Takes no more messages, and resolves when those being handled are finished. What still runs after
   * `graceMs` (default 6,000) is aborted and comes again. Resolves half a second later at the latest, with a warning
   * logged: an inbox that gives no answer holds nobody up, and what it was not told comes again when its lease ends.
   */
  stop(options?: { readonly graceMs?: number }): Promise<void>
  /** How the worker and its inbox are, for a health check. Counts the inbox's rows, so ask every few seconds at most. */
  health(): Promise<WorkerHealth>
  /**
   * Resolves as soon as no message is pending: each is done, or set aside. Needs a worker that was started.
   *
   * @throws ClosedError when the worker is stopped before
   */
  drained(): Promise<void>
}

export interface WorkerHealth {
  readonly state: 'new' | 'started' | 'stopped'
  /** Messages that are being handled. */
  readonly running: number
  /**
   * When the inbox last answered the worker's question for messages, by the worker's clock. It stands still while the
   * worker has its hands full (`running`), and does not ask.
   */
  readonly lastLookAt: Date | undefined
  readonly inbox: InboxCounts
  /** Milliseconds for which the oldest pending message has waited, by the inbox's clock; 0 when none is pending. */
  readonly oldestPendingMs: number
}
