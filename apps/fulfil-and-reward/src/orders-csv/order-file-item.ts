import type { RejectionReason } from './rejection-reason.ts'
import type { ShopOrder } from './shop-order.ts'

/** What became of one order of the file. */
export type OrderFileItem = ReadItem | RejectedItem | SkippedItem

interface ItemPlace {
  /** The line of the file on which the order starts, counted from 1 as an editor shows it. */
  readonly line: number
  /**
   * How many rows of the file this item stands for. The sum over all items is the number of rows of the file,
   * without the header and without rows that have nothing in them. Text that could not be split into rows
   * counts as one row for each piece that is reported.
   */
  readonly rows: number
}

/** An order that can be sent to the warehouse. */
export interface ReadItem extends ItemPlace {
  readonly kind: 'order'
  readonly order: ShopOrder
}

/** An order that a person must put right first. */
export interface RejectedItem extends ItemPlace {
  readonly kind: 'rejected'
  /** The order number, or `''` if it cannot be read. */
  readonly name: string
  /** Everything that is wrong, not only the first; at least one. */
  readonly reasons: readonly RejectionReason[]
}

/** An order in which nothing is wrong and nothing is left to do. */
export interface SkippedItem extends ItemPlace {
  readonly kind: 'skipped'
  /** The order number. */
  readonly name: string
  readonly reason: {
    readonly code: 'cancelled' | 'fulfilled' | 'refunded' | 'voided'
    /** The same for a person. */
    readonly message: string
  }
}
