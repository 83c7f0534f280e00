import type { CallRecord } from '@tenon/core'

import type { Order } from '../schemas/order.ts'
import type { Voucher } from '../schemas/voucher.ts'

/** What became of an order that the vendor has. */
export type OrderResult = OrderSucceeded | OrderFailed | OrderStillProcessing

/** What every ending has. */
export interface OrderEnding {
  readonly order: Order
  /** Every call that was made for this order in this run, in order: requests, their ids, waits. */
  readonly calls: readonly CallRecord[]
}

export interface OrderSucceeded extends OrderEnding {
  readonly outcome: 'succeeded'
  readonly vouchers: readonly Voucher[]
  /** Present where the vouchers are not what was ordered. They are all here; ask Hubble about the rest. */
  readonly mismatch?: VoucherMismatch
}

/**
 * No vouchers, and the vendor gives the money back by itself. The reference is used up; a new attempt needs a new one:
 * `retryAsNew`.
 */
export interface OrderFailed extends OrderEnding {
  readonly outcome: 'failed'
  /** The same as `order.status`. `'REVERSED'` may follow a `SUCCESS`: look whether its vouchers were handed out. */
  readonly status: FailedStatus
  /** The vendor's reason, where it gives one; it does so for `'FAILED'` only. */
  readonly reason: string | null
}

/** How an order ends without vouchers (Hubble API docs, orders, V3; V1 lacks `CANCELLED`). */
export type FailedStatus = 'FAILED' | 'CANCELLED' | 'REVERSED'

/** Time was up before the vendor was done. It is not a failure: the vouchers may still come. Resume it later. */
export interface OrderStillProcessing extends OrderEnding {
  readonly outcome: 'processing'
}

export interface VoucherMismatch {
  readonly ordered: VoucherTotal
  readonly received: VoucherTotal
}

export interface VoucherTotal {
  readonly quantity: number
  /** Rupees. A voucher received without a readable amount counts for nothing. */
  readonly amount: number
}
