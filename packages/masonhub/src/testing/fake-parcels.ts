import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder, FakeShipment, FakeShipmentLine, FakeShort } from './fake-records.ts'

/** How an order is shipped: MasonHub OpenAPI, `data_factory_request_ship_order`. */
export interface Shipping {
  readonly shipping_provider?: string | undefined
  readonly shipper_service_level?: string | undefined
  readonly shorts?: readonly string[] | undefined
  readonly number_of_shipments?: number | undefined
  readonly inventory_location_short_code?: string | undefined
  readonly include_serial_ids?: boolean | undefined
  readonly include_lot_expiry?: boolean | undefined
  readonly randomize_lot_expiry?: boolean | undefined
}

const YEAR_MS = 365 * 86_400_000

/** Packs an order: what it takes, in so many parcels, and what is short. */
export function packParcels(
  order: FakeOrder,
  shipping: Shipping,
  now: number,
  { ids, random }: Pick<FakePorts, 'ids' | 'random'>,
): { shipments: FakeShipment[]; shorts: FakeShort[] } {
  const missing = new Map<string, number>()
  for (const sku of shipping.shorts ?? []) missing.set(sku, (missing.get(sku) ?? 0) + 1)
  const shorts: FakeShort[] = []
  const lines = order.line_items.flatMap(({ sku_customer_id, quantity }): FakeShipmentLine[] => {
    const short = Math.min(quantity, missing.get(sku_customer_id) ?? 0)
    missing.set(sku_customer_id, (missing.get(sku_customer_id) ?? 0) - short)
    if (short > 0) shorts.push({ sku_customer_id, quantity: short, reason: 'not found' })
    return short === quantity ? [] : [lineOf(sku_customer_id, quantity - short)]
  })
  const count = Math.min(Math.max(1, shipping.number_of_shipments ?? 1), lines.length)
  const shipments = Array.from({ length: count }, (_, parcel) =>
    shipmentOf(lines.filter((__, index) => index % count === parcel)),
  )
  return { shipments, shorts }

  function lineOf(sku_customer_id: string, quantity: number): FakeShipmentLine {
    const { include_serial_ids, include_lot_expiry, randomize_lot_expiry } = shipping
    const daysMs = randomize_lot_expiry === true ? random.fraction() * YEAR_MS : 0
    const expiry_date = new Date(now + YEAR_MS + daysMs).toISOString()
    return {
      sku_customer_id,
      quantity,
      ...(include_serial_ids === true && {
        serial_ids: Array.from({ length: quantity }, () => `SN-${ids.uuid().slice(0, 8)}`),
      }),
      ...(include_lot_expiry === true && {
        lot_expiries_serial_info: [{ lot_number: `LOT-${ids.uuid().slice(0, 8)}`, expiry_date, quantity }],
      }),
    }
  }

  function shipmentOf(shipment_line_items: readonly FakeShipmentLine[]): FakeShipment {
    const trackingNumber = `1Z${ids.uuid().replaceAll('-', '').slice(0, 16).toUpperCase()}`
    const ordered = order.shipping_provider === 'masonhub' ? 'UPS' : order.shipping_provider
    return {
      id: ids.uuid(),
      shipment_id: ids.uuid(),
      status: 'manifested',
      customer_order_id: order.customer_identifier,
      shipping_provider: shipping.shipping_provider ?? ordered,
      shipper_service_level: shipping.shipper_service_level ?? order.shipper_service_level,
      tracking_number: trackingNumber,
      tracking_url: `https://tracking.example/${trackingNumber}`,
      shipment_date_time: new Date(now).toISOString(),
      inventory_location_short_code: shipping.inventory_location_short_code ?? 'RC1',
      shipment_line_items,
    }
  }
}
