import type { HubbleFake } from '@tenon/hubble/testing'

import type { RecordedVoucher } from './gift-store.ts'

/** What the fake's process tells. */
export type FakeMessage =
  | { readonly kind: 'ready'; readonly account: HubbleFake['account'] }
  | { readonly kind: 'request' }
  | VendorBooks

/** The vendor's books; lists of references where nothing else matters. */
export interface VendorBooks {
  readonly kind: 'books'
  readonly orders: readonly string[]
  readonly cards: readonly RecordedVoucher[]
  readonly debits: readonly string[]
  readonly reversals: readonly string[]
  readonly faults: number
  readonly requests: number
}
