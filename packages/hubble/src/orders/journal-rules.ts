import type { OrderEntry, OrderIntent, OrderProgress, OrderState } from './order-journal.ts'

/** An order that the vendor has acknowledged never becomes one that might be sent again. */
const rank: Record<OrderState, number> = {
  open: 0,
  rejected: 0,
  processing: 1,
  succeeded: 2,
  failed: 2,
  replaced: 3,
}

const isWithoutVouchers = ({ state }: OrderEntry): boolean => state === 'rejected' || state === 'failed'

/** The rules by which every journal changes its entries. */
export const journalRules = {
  opened: (intent: OrderIntent): OrderEntry => ({ ...intent, state: 'open', orderId: null }),

  begunAgain(entry: OrderEntry, intent: OrderIntent): OrderEntry {
    const isSame = entry.bodyHash === intent.bodyHash && entry.account === intent.account
    return entry.state === 'rejected' && isSame ? journalRules.opened(intent) : entry
  },

  advanced(entry: OrderEntry, progress: OrderProgress): OrderEntry {
    const isKept = progress.state === 'replaced' && !isWithoutVouchers(entry)
    return isKept || rank[progress.state] < rank[entry.state] ? entry : { ...entry, ...progress, body: null }
  },

  isUnfinished: ({ state }: OrderEntry): boolean => state === 'open' || state === 'processing',
}
