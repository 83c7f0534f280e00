import type { NewMessage } from '../message/new-message.ts'

/**
 * Keeps messages until they are handled: the contract of `createMemoryInbox`, of `createSqliteInbox`, and of any
 * other store. Receiver and worker know no more than this, and `inboxSuite` of `@tenon/testing` proves it.
 *
 * - **A repetition** has the `key` of a message of the same provider and account that is remembered (until
 *   `keyMs` after it was received). With the same `hash` it is dropped; with another it is quarantined: kept
 *   beside the first, and handled only if somebody replays it.
 * - **A message is pending** until it is done, or set aside (dead or quarantined). It may be claimed from
 *   `availableAt` on, after a back-off, or when the lease of a claim is over.
 * - **Order**: while a message is pending, no later one of its provider, account and order key can be claimed.
 * - **The fence** of a message grows with every claim and every end of one. Whatever comes with an older fence
 *   changes nothing; that, and not the lease, is what keeps two claimants from finishing one message.
 * - **Time** is the store's own, so that processes on several machines agree: what it is told, and what it tells, of
 *   leases, delays and waiting is a number of milliseconds. SQLite and memory have the clock that they are given.
 * - **Errors**: after `close()` everything rejects with a `ClosedError`. A store that cannot be reached rejects
 *   with its own error, nothing is acknowledged, and the receiver answers 503.
 *
 * @typeParam Transaction what a handler writes with, so that its effect and the done-mark are one commit
 */
export interface Inbox<Transaction = unknown> {
  /**
   * Stores messages, all or none, and resolves once they are durable: they survive a crash of the process and of
   * the machine. Tells for each, in order, what became of it; repetitions within one call count, too. Rejects with a
   * `TypeError`, and stores none, when the `body` of one is not JSON.
   */
  append(messages: readonly NewMessage[]): Promise<readonly AppendOutcome[]>
  /**
   * Takes up to `limit` messages whose turn it is, the oldest first. Each is counted as an attempt before it is
   * handed out, so that the end of the process cannot undo it, and leased for `leaseMs`: whoever does not finish or
   * renew by then loses it to the next claimant.
   */
  claim(options: ClaimOptions): Promise<readonly Claim[]>
  /**
   * Leases the message for `leaseMs` from now. False when the claim was lost. A claim whose lease is over, and
   * which nobody else has taken, can still be renewed and finished.
   */
  renew(claim: Claim, leaseMs: number): Promise<boolean>
  /**
   * Runs the effect and marks the message done, both or neither, and resolves once that is durable. False, with
   * nothing written, when the claim was lost: the effect does not run then, or is rolled back. Rejects, with
   * nothing written and the claim still held, when the effect does.
   */
  complete(claim: Claim, effect?: Effect<Transaction>): Promise<boolean>
  /** Gives a message back, or up. False when the claim was lost, or completed. */
  fail(claim: Claim, failure: Failure): Promise<boolean>
  /**
   * Gives a message back that could not be tried to the end: it may be claimed at once, and the attempt does not
   * count. False as in `fail`.
   */
  release(claim: Claim): Promise<boolean>
  /** How many messages there are, by state, and for how long the oldest has waited. */
  counts(): Promise<InboxCounts>
  /** Messages that nobody will handle by themselves, the oldest first. */
  listSetAside(options?: ListOptions): Promise<readonly SetAsideMessage[]>
  /**
   * Makes a message pending that is set aside, as if it had just come: with a new place after all others, and no
   * attempts behind it. Its idempotency key stays. For a dead letter whose cause is mended, and for a quarantined
   * message that somebody has looked at and finds genuine. False when it is not set aside.
   */
  replay(position: number): Promise<boolean>
  /**
   * Marks a message done that is set aside, without handling it: somebody has looked at it, and it is not wanted.
   * False when it is not set aside.
   */
  discard(position: number): Promise<boolean>
  /**
   * Forgets done messages whose key is past its time: all of them, at most `limit` (default 1,000) in one call,
   * so that no call takes long. Returns how many. Pending, dead and quarantined messages are never forgotten. A
   * worker calls this every hour; without one call it as often.
   */
  prune(options?: { readonly limit?: number }): Promise<number>
  /**
   * Calls back after this process made something pending: a hint, asking is the truth. A store that can hears of
   * other processes as well. Returns the way out.
   */
  onAppend(listener: () => void): () => void
  /** Ends what runs and lets go of the store. May be called twice. */
  close(): Promise<void>
}

/**
 * What became of a message: `'duplicate'` was known already and is dropped; `'quarantined'` has the id of one
 * that is known and other content, and is kept beside it.
 */
export type AppendOutcome = 'stored' | 'duplicate' | 'quarantined'

export interface ClaimOptions {
  /** How many messages at most. */
  readonly limit: number
  /** Milliseconds for which they are the claimant's. */
  readonly leaseMs: number
}

export interface ListOptions {
  /** How many messages at most. Default 100. */
  readonly limit?: number
  /** Only those with a greater position: the last one of the page before. Default 0. */
  readonly after?: number
}

/**
 * Writes what a message leads to. Only the transaction may be awaited in it; on SQLite there is nothing to await,
 * and an effect that returns a promise is rolled back.
 */
export type Effect<Transaction> = (transaction: Transaction) => Promise<void> | void

export interface Failure {
  /** Kept with the message. */
  readonly reason: string
  /** Milliseconds from now, by the store's clock, until it may be tried again; `'never'` makes it a dead letter. */
  readonly retryAfterMs: number | 'never'
}

/** A message as an inbox gives it back. */
export interface InboxMessage {
  /** Its place in the inbox. A later message has a greater one. */
  readonly position: number
  readonly provider: string
  /** As the receiver's source names it. */
  readonly account: string
  /** As the provider names it; `'unparsed'` for what could not be read. */
  readonly type: string
  /** The vendor's own id, where there is one. */
  readonly id: string | undefined
  readonly orderKey: string | undefined
  /** As JSON gives it back. The vendor's, so check it before use. The text itself where what is stored is not JSON. */
  readonly data: unknown
  readonly receivedAt: Date
}

/** The right to handle a message for a while. */
export interface Claim {
  readonly message: InboxMessage
  /** The same for every attempt at this message, replays included, in the form of a UUID. */
  readonly idempotencyKey: string
  /** The first is 1. */
  readonly attempt: number
  /** Attempts just before this one that never ended: the process died, or hung until the lease was over. */
  readonly lostAttempts: number
  /** Grows with every claim of the message: one with an older fence can finish nothing. */
  readonly fence: number
  /** Why its data cannot be read: somebody has changed what was stored. A worker makes it a dead letter. */
  readonly unreadable?: string
}

/** A message without a future of its own: given up after its last attempt, or quarantined. */
export interface SetAsideMessage extends InboxMessage {
  readonly state: 'dead' | 'quarantined'
  /** How often it was tried. */
  readonly attempts: number
  /** Why it is set aside. */
  readonly reason: string
}

/** How many messages are in each state. Pending are also those that are being handled. */
export interface InboxCounts {
  readonly pending: number
  readonly done: number
  readonly dead: number
  readonly quarantined: number
  /** Milliseconds since the oldest pending message was received; undefined when none is pending. */
  readonly oldestPendingMs: number | undefined
}
