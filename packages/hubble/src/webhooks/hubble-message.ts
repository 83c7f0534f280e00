import type { AmountRestrictions } from '../schemas/amount-restrictions.ts'
import type { OpenEnum } from '../schemas/open-enum.ts'
import type { OrderStatus } from '../schemas/order.ts'

/**
 * What Hubble tells (Hubble API docs, webhooks, V1 to V3). Nothing in a delivery guards against its being sent again
 * by somebody else: take it for a hint, and read the thing itself before you act.
 */
export type HubbleMessage = OrderMessage | BrandMessage | DiscountMessage | WalletMessage | UnparsedMessage

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

/** Signed by Hubble, and of no form that is known. */
export interface UnparsedMessage {
  readonly type: 'unparsed'
  readonly data: unknown
}
