import type { MessageType } from '../callbacks/callback.ts'
import type { CheckedOrder } from '../orders/order-input.ts'
import type { OrderStatus, ShipmentStatus } from '../orders/order-status.ts'

/** An order in the fake's books. */
export type FakeOrder = CheckedOrder & {
  readonly id: string
  /** In camelCase, as events have it. */
  readonly status: OrderStatus
  readonly shipments: readonly FakeShipment[]
  /** Units that were not shipped. */
  readonly shorts: readonly FakeShort[]
  /** One: the fake does not split orders. */
  readonly fulfillments: readonly { readonly id: string }[]
  readonly created_at: string
  readonly updated_at: string
}

export interface FakeShort {
  readonly sku_customer_id: string
  readonly quantity: number
  readonly reason: string
}

export interface FakeShipmentLine {
  readonly sku_customer_id: string
  readonly quantity: number
  readonly serial_ids?: readonly string[]
  readonly lot_expiries_serial_info?: readonly {
    readonly lot_number: string
    readonly expiry_date: string
    readonly quantity: number
  }[]
}

export interface FakeShipment {
  readonly id: string
  readonly shipment_id: string
  readonly status: ShipmentStatus
  readonly customer_order_id: string
  readonly shipping_provider: string
  readonly shipper_service_level: string
  readonly tracking_number: string
  readonly tracking_url: string
  readonly shipment_date_time: string
  readonly shipment_line_items: readonly FakeShipmentLine[]
  readonly inventory_location_short_code?: string
}

/** A registered callback in the fake's books. */
export interface FakeCallback {
  readonly id: string
  readonly message_type: MessageType
  readonly url: string
  readonly api_version: string
  readonly token?: string
}

/** A type of message that is held back, in the fake's books. */
export interface FakeHold {
  readonly message_type: MessageType
  readonly created_at: string
}

/** A request to change or cancel an order, in the fake's books. */
export interface FakeOrderRequest {
  readonly id: string
  readonly kind: 'update' | 'cancel'
  readonly customer_order_id: string
  readonly status: 'pending' | 'success' | 'failure'
  /** Why it failed. */
  readonly reason?: string
  /** What is asked for, of an update. */
  readonly order?: CheckedOrder
  readonly created_at: string
  readonly updated_at: string
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
