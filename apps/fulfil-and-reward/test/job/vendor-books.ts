import { createBooks } from '@tenon/core/testing'
import type { FakeOrder as GiftCardOrder, WalletEntry } from '@tenon/hubble/testing'
import type { FakeCallback, FakeOrder } from '@tenon/masonhub/testing'

/** What both fakes have in their books when the app has ended. */
export interface VendorBooks {
  readonly warehouseOrders: readonly string[]
  /** Addresses that callbacks are registered for. */
  readonly callbacks: readonly string[]
  readonly giftCards: readonly GiftCardOrder[]
  readonly debits: readonly WalletEntry[]
}

export function readVendorBooks(state: string): VendorBooks {
  const warehouse = createBooks(`${state}.vendors-masonhub`)
  const giftShop = createBooks(`${state}.vendors-hubble`)
  const books = {
    warehouseOrders: [...warehouse.collection<FakeOrder>('orders').values()].map(
      (order) => order.customer_identifier,
    ),
    callbacks: [...warehouse.collection<FakeCallback>('callbacks').values()].map(({ url }) => url),
    giftCards: [...giftShop.collection<GiftCardOrder>('orders').values()],
    debits: [...giftShop.collection<WalletEntry>('wallet').values()].filter(
      (entry) => entry.kind === 'debit',
    ),
  }
  warehouse.close()
  giftShop.close()
  return books
}
