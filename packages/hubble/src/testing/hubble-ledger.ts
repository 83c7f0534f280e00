import type { FakeOrder, FakeVoucher } from './fake-orders.ts'
import type { FakeWallet, WalletEntry } from './fake-wallet.ts'

/** Orders, cards and money, as the vendor sees them: what tests hold a client's doings against. */
export interface HubbleLedger extends LedgerPage {
  /** Rupees. */
  readonly balance: number
  /** What belongs to one reference. */
  of(referenceId: string): LedgerPage
}

export interface LedgerPage {
  readonly orders: readonly FakeOrder[]
  /** Every card that was made and not taken back. */
  readonly cards: readonly FakeCard[]
  readonly debits: readonly WalletEntry[]
  readonly reversals: readonly WalletEntry[]
}

export interface FakeCard extends FakeVoucher {
  readonly orderId: string
  readonly referenceId: string
}

/** The books as they stand now. */
export function readLedger(all: readonly FakeOrder[], { entries, balance }: FakeWallet): HubbleLedger {
  function page(concerns: (item: { readonly referenceId: string }) => boolean): LedgerPage {
    const orders = all.filter(concerns)
    const own = entries.filter(concerns)
    return {
      orders,
      cards: orders.flatMap(({ id: orderId, referenceId, vouchers }) =>
        vouchers.map((voucher) => ({ ...voucher, orderId, referenceId })),
      ),
      debits: own.filter(({ kind }) => kind === 'debit'),
      reversals: own.filter(({ kind }) => kind === 'reversal'),
    }
  }
  return { ...page(() => true), balance, of: (wanted) => page(({ referenceId }) => referenceId === wanted) }
}
