import type { TokenStore } from '@tenon/core'

import type { Lacks } from '../suite/clause.ts'

/** What a token store may be without, if its manifest says why. */
export type TokenStoreFeature =
  /** Its records can be lost, as by a fail-over or an eviction, and the manifest can bring that about. */
  'loss'

export interface TokenStoreManifest {
  /** Another handle on the same storage, as another process has one. Each case connects twice, and closes both. */
  readonly connect: () => TokenStoreHandle | Promise<TokenStoreHandle>
  /**
   * Milliseconds, a multiple of 4: the leases, lives and pauses of the cases. Long enough for a hundred commands,
   * and short: a case waits for up to four of them. 200 for a store on this machine.
   */
  readonly leaseMs: number
  /** Lets the store's clock move on. Default: real time. */
  readonly wait?: (ms: number) => Promise<void>
  /** Has the store forget everything about a key. */
  readonly lose?: (key: string) => Promise<void>
  readonly lacks?: Lacks<TokenStoreFeature>
}

export interface TokenStoreHandle {
  readonly store: TokenStore
  /** Default: nothing is to be closed. */
  readonly close?: () => Promise<void>
}
