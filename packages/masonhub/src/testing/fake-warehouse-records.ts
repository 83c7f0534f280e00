import type { CheckedInboundShipmentUpdate } from '../inbound-shipments/inbound-shipment-input.ts'
import type { CheckedRma } from '../returns/rma-input.ts'
import type { CheckedSku } from '../skus/sku-input.ts'

/** What every record of the warehouse has in the fake's books. */
export interface FakeRecord {
  readonly id: string
  readonly customer_identifier: string
  readonly created_at: string
  readonly updated_at: string
  /** Deletion is soft: the record stays, and its identifier becomes free. */
  readonly deleted_at: string | null
}

/** A SKU in the fake's books. */
export type FakeSku = CheckedSku & FakeRecord & { readonly conveyable: boolean; readonly lot: false }

type ReceiptStatus = 'open' | 'in-receiving' | 'received' | 'deleted'

/** What was received of a line, by inventory status. */
export type FakeReceivingDetails = Readonly<
  Record<string, readonly { readonly notes: string; readonly quantity: number }[]>
>

/** An inbound shipment in the fake's books. */
export type FakeInboundShipment = Omit<CheckedInboundShipmentUpdate, 'line_items'> &
  FakeRecord & {
    readonly status: ReceiptStatus
    readonly version: number
    readonly inventory_location_address: string
    readonly line_items: readonly FakeInboundLine[]
    readonly arrived_at: string | null
    readonly started_receiving_at: string | null
    readonly finished_receiving_at: string | null
  }

export type FakeInboundLine = CheckedInboundShipmentUpdate['line_items'][number] & {
  readonly total_quantity_received?: number
  readonly not_on_original_shipment?: boolean
  readonly receiving_details?: FakeReceivingDetails
}

/** A return in the fake's books. What may only be sent is not in it. */
export type FakeRma = Omit<CheckedRma, 'generate_return_label'> &
  FakeRecord & {
    readonly status: ReceiptStatus
    readonly version: number
    readonly return_label_url?: string
    readonly received_at: string | null
  }

/** A warehouse in the fake's books. */
export interface FakeLocation {
  readonly id: string
  readonly name: string
  readonly street_line_one: string
  readonly street_line_two: string
  readonly street_line_three: null
  readonly city: string
  readonly locale_code: string
  readonly postal_code: string
  readonly short_code: string
  readonly timezone: string
  readonly created_at: string
  readonly updated_at: string
  readonly deleted_at: null
}
