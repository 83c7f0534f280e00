import type { AmountRestrictions } from '../schemas/amount-restrictions.ts'
import type { OpenEnum } from '../schemas/open-enum.ts'
import type { OrderStatus } from '../schemas/order.ts'
import type { StoreVoucher } from './store-voucher.ts'

/**
 * What Hubble tells (Hubble API docs, webhooks, V1 to V3). Nothing in a delivery guards against its being sent again
 * by somebody else: take it for a hint, and read the thing itself before you act.
 */
export type HubbleMessage =
  | OrderMessage
  | BrandMessage
  | DiscountMessage
  | WalletMessage
  | StoreTransactionMessage
  | StoreBrandMessage
  | UnparsedMessage

/** An order that was `PROCESSING` has come to its end. Give `orderId` to `hubble.orderChanged`. */
export interface OrderMessage {
  readonly type: 'order'
  readonly id: string
  readonly orderKey: string
  readonly data: { readonly orderId: string; readonly status: OrderStatus }
}

/** Status, denominations or limits of a product changed. */
export interface BrandMessage {
  readonly type: 'brand'
  readonly orderKey: string
  readonly data: {
    readonly productId: string
    readonly status: OpenEnum<'ACTIVE' | 'INACTIVE'> | null
    readonly denominationType: OpenEnum<'FIXED' | 'FLEXIBLE'>
    /** With the denominations, which a delivery has beside them. */
    readonly amountRestrictions: AmountRestrictions | null
  }
}

/** Your discount on a brand changed. V3 names the event; its fields are known from one integrator only. */
export interface DiscountMessage {
  readonly type: 'discount'
  /** Absent where the delivery lacks a part of what tells one change from another. */
  readonly id?: string
  readonly orderKey: string
  readonly data: {
    readonly productId: string
    readonly subventionPercentage: number | null
    readonly validFrom: string | null
  }
}

/** The wallet fell below the threshold that you agreed with Hubble. Rupees. */
export interface WalletMessage {
  readonly type: 'wallet'
  readonly orderKey: string
  readonly data: { readonly balance: number; readonly threshold: number }
}

/** A purchase in the embedded store has come to its end (Hubble SDK webhooks). */
export interface StoreTransactionMessage {
  readonly type: 'store-transaction'
  /** Absent where the delivery does not tell the status, as in the oldest edition. */
  readonly id?: string
  readonly orderKey: string
  readonly data: {
    readonly transactionReferenceId: string
    /** Your own id of the coins that were debited. */
    readonly partnerCoinTransactionId: string | null
    /** Your own id of the coins that were given back; null for `COMPLETED`. */
    readonly partnerCoinReversalTransactionId: string | null
    /** Rupees. */
    readonly amount: number | null
    readonly discountAmount: number | null
    /** `YYYY-MM-DDTHH:mm:ss`; in which time zone is not documented. */
    readonly timestamp: string | null
    readonly userId: string | null
    readonly brandName: string | null
    readonly orderStatus: OpenEnum<'COMPLETED' | 'FAILED' | 'REVERSED'> | null
    /** Empty unless `COMPLETED`. An inbox keeps a message as JSON, and with it no card number and no PIN. */
    readonly vouchers: readonly StoreVoucher[]
  }
}

/** The embedded store's catalogue changed (Hubble SDK webhooks). */
export interface StoreBrandMessage {
  readonly type: 'store-brand'
  readonly orderKey: string
  readonly data: {
    readonly event: OpenEnum<'USER_DISCOUNT_UPDATED' | 'NEW_BRAND_CREATED' | 'BRAND_DISABLED'>
    readonly brandId: string
    readonly name: string | null
    /** Which of the events have it is not documented. */
    readonly discountPercentage: number | null
  }
}

/** Signed by Hubble, and of no form that is known. Card numbers and PINs in it are `Secret`s. */
export interface UnparsedMessage {
  readonly type: 'unparsed'
  readonly data: unknown
}
