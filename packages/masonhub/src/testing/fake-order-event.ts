import type { MasonHubDialect } from './fake-options.ts'
import type { FakeOrder } from './fake-records.ts'

/** An order as a callback tells it: whole, or in the contract's small form. */
export function orderEventOf(order: FakeOrder, form: MasonHubDialect['orderEvent']): object {
  const { id, customer_identifier, status, shipments } = order
  const shorts = order.shorts.length === 0 ? null : order.shorts
  if (form !== 'small') return { ...order, order_id: id, shorts }
  const parcels = shipments.map((parcel) => ({
    shipment_id: parcel.shipment_id,
    shipping_provider: parcel.shipping_provider,
    shipping_service_level: parcel.shipper_service_level,
    tracking_number: parcel.tracking_number,
    tracking_url: parcel.tracking_url,
    shipment_date_time: parcel.shipment_date_time,
    shipment_line_items: parcel.shipment_line_items,
  }))
  return { order_id: id, customer_identifier, status, shipments: parcels, shorts }
}
