import type { HubbleFake } from '@tenon/hubble/testing'

/** How a process of the fleet reaches its store. */
export interface StoreAddress {
  readonly kind: 'redis' | 'postgres'
  readonly url: string
  /** Stands before every key, where a server is shared with others. */
  readonly prefix: string
}

export interface MemberSetup {
  readonly account: HubbleFake['account']
  readonly store: StoreAddress
  readonly leaseMs: number
}

export type MemberMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'called'; readonly succeeded: number; readonly failures: readonly string[] }

export interface MemberCommand {
  /** How many callers come at once. */
  readonly callers: number
}

export type VendorMessage =
  | { readonly kind: 'ready'; readonly account: HubbleFake['account'] }
  | { readonly kind: 'login' }
  | { readonly kind: 'done'; readonly tokens: number }

/** Each is answered by `done`, with the number of tokens that were used since the one before. */
export interface VendorCommand {
  /** A late login is answered after two seconds, a slow one when nobody waits for it any more. */
  readonly kind: 'revoke' | 'late login' | 'slow login' | 'count tokens'
}
