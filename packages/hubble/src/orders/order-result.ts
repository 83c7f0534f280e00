import type { Order } from '../schemas/order.ts'
import type { Voucher } from '../schemas/voucher.ts'

/** What became of an order that the vendor has. */
export type OrderResult = OrderSucceeded | OrderFailed | OrderStillProcessing

export interface OrderSucceeded {
  readonly outcome: 'succeeded'
  readonly order: Order
  readonly vouchers: readonly Voucher[]
  /** Present where the vouchers are not what was ordered. They are all here; ask Hubble about the rest. */
  readonly mismatch?: VoucherMismatch
}

/**
 * `FAILED`, `CANCELLED` or `REVERSED`: no vouchers, and the vendor gives the money back by itself. The reference is
 * used up; a new attempt needs a new one.
 */
export interface OrderFailed {
  readonly outcome: 'failed'
  readonly order: Order
}

/** Time was up before the vendor was done. It is not a failure: the vouchers may still come. Resume it later. */
export interface OrderStillProcessing {
  readonly outcome: 'processing'
  readonly order: Order
}

export interface VoucherMismatch {
  readonly ordered: VoucherTotal
  readonly received: VoucherTotal
}

export interface VoucherTotal {
  readonly quantity: number
  /** Rupees. */
  readonly amount: number
}
