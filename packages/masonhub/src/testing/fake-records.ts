import type { MessageType } from '../callbacks/callback.ts'
import type { CheckedOrder } from '../orders/order-input.ts'
import type { OrderStatus } from '../orders/order-status.ts'

/** An order in the fake's books. */
export type FakeOrder = CheckedOrder & {
  readonly id: string
  /** In camelCase, as events have it. */
  readonly status: OrderStatus
  readonly shipments: readonly FakeShipment[]
  readonly created_at: string
  readonly updated_at: string
}

export interface FakeShipment {
  readonly id: string
  readonly shipment_id: string
  readonly status: string
  readonly customer_order_id: string
  readonly shipping_provider: string
  readonly shipper_service_level: string
  readonly tracking_number: string
  readonly tracking_url: string
  readonly shipment_date_time: string
  readonly shipment_line_items: readonly { readonly sku_customer_id: string; readonly quantity: number }[]
}

/** A registered callback in the fake's books. */
export interface FakeCallback {
  readonly id: string
  readonly message_type: MessageType
  readonly url: string
  readonly api_version: string
  readonly token?: string
}

/** One attempt to deliver a callback. */
export interface FakeDelivery {
  readonly messageId: string
  readonly messageType: MessageType
  readonly url: string
  /** From 1. */
  readonly attempt: number
  /** What the receiver answered; undefined if it did not. */
  readonly status: number | undefined
}
