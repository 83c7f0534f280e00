import type { NewMessage } from '../message/new-message.ts'

/**
 * Keeps messages until they are handled. The contract of `createMemoryInbox`, of `createSqliteInbox`, and of
 * stores to come; receiver and worker know no more than this.
 *
 * @typeParam Transaction what a handler writes with, so that its effect and the done-mark are one commit
 */
export interface Inbox<Transaction = unknown> {
  /**
   * Stores messages, all or none, and resolves once they are durable. Tells for each what became of it.
   */
  append(messages: readonly NewMessage[]): Promise<readonly AppendOutcome[]>
  /**
   * Takes up to `limit` messages whose turn it is, the oldest first. Each is counted as an attempt and leased
   * for `leaseMs`: whoever does not finish by then loses it. A message waits while an earlier one of its order
   * key is pending.
   */
  claim(options: ClaimOptions): Promise<readonly Claim[]>
  /**
   * Runs the effect and marks the message done, both or neither. False, with nothing written, when the claim
   * was lost. Rejects, with nothing written, when the effect does.
   */
  complete(claim: Claim, effect?: Effect<Transaction>): Promise<boolean>
  /** Gives a message back, or up. False when the claim was lost, or completed. */
  fail(claim: Claim, failure: Failure): Promise<boolean>
  /** Gives a message back that could not be tried to the end: the attempt does not count. False as in `fail`. */
  release(claim: Claim): Promise<boolean>
  /** How many messages there are, by state. */
  counts(): Promise<InboxCounts>
  /** Messages that nobody will handle by themselves, the oldest first. Default limit 100. */
  listSetAside(options?: { readonly limit?: number }): Promise<readonly SetAsideMessage[]>
  /** Calls back after messages were stored by this process: a hint, asking is the truth. Returns the way out. */
  onAppend(listener: () => void): () => void
  /** Ends what runs and lets go of the store. What is asked for afterwards rejects with a `ClosedError`. */
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

/**
 * Writes what a message leads to. Only the transaction may be awaited in it; on SQLite there is nothing to await,
 * and an effect that returns a promise is rolled back.
 */
export type Effect<Transaction> = (transaction: Transaction) => Promise<void> | void

export interface Failure {
  /** Kept with the message. */
  readonly reason: string
  /** In milliseconds since 1970; `'never'` makes it a dead letter. */
  readonly retryAt: number | 'never'
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
  /** As JSON gives it back. The vendor's, so check it before use. */
  readonly data: unknown
  readonly receivedAt: Date
}

/** The right to handle a message for a while. */
export interface Claim {
  readonly message: InboxMessage
  /** The same for every attempt at this message, in the form of a UUID. */
  readonly idempotencyKey: string
  /** The first is 1. */
  readonly attempt: number
  /** Attempts just before this one that never ended: the process died, or hung until the lease was over. */
  readonly lostAttempts: number
  /** Grows with every claim of the message: one with an older fence can finish nothing. */
  readonly fence: number
}

/** A message without a future: given up after its last attempt, or quarantined. */
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
}
