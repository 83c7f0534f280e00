import type { Inbox } from '@tenon/webhooks'

import type { Lacks } from '../suite/clause.ts'

/** What an inbox may be without, if its manifest says why. */
export type InboxFeature =
  /** Handles of several processes on one storage: `connect` can be called again. */
  | 'sharing'
  /** A transaction that a handler writes with: `effects` is given. */
  | 'effects'

export interface InboxManifest<Transaction> {
  /** A new, empty storage: each case has its own. */
  readonly open: () => InboxStorage<Transaction> | Promise<InboxStorage<Transaction>>
  /**
   * Milliseconds, a multiple of 4: the leases, pauses and lives of the cases. Long enough for a hundred commands,
   * and short: a case waits for up to four of them. 200 for a real store on this machine.
   */
  readonly stepMs: number
  /** The time that the inbox goes by. Default: the machine's. */
  readonly time?: InboxTime
  readonly lacks?: Lacks<InboxFeature>
}

export interface InboxTime {
  /** Milliseconds since 1970. */
  now(): number
  /** Lets time move on. */
  wait(ms: number): Promise<void>
}

export interface InboxStorage<Transaction> {
  /** Another handle on this storage, as another process has one. The suite closes what it was given. */
  connect(): Inbox<Transaction> | Promise<Inbox<Transaction>>
  /** Left out where `effects` is lacking. */
  readonly effects?: InboxEffects<Transaction>
  /** Called when every handle is closed. Default: nothing is to be removed. */
  readonly close?: () => Promise<void>
}

/** Something that a handler may write in its transaction. */
export interface InboxEffects<Transaction> {
  write(transaction: Transaction, value: string): Promise<void> | void
  /** What was written and committed, in any order. */
  read(): Promise<readonly string[]> | readonly string[]
}
