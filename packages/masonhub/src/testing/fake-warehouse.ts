import type { CheckedOrder } from '../orders/order-input.ts'
import type { OrderStatus } from '../orders/order-status.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder, FakeShipment } from './fake-records.ts'

/** The way of an order by itself (MasonHub OpenAPI, `/orderEvent`); carriers' statuses come after it. */
const WAY: readonly OrderStatus[] = ['open', 'atWarehouse', 'inProcess', 'packed', 'fulfilled']

export interface FakeWarehouse {
  take(order: CheckedOrder): FakeOrder
  /** Gives an order a status, and tells it to who wants to know. Throws if there is no such order. */
  advance(customerIdentifier: string, status: OrderStatus): void
  /** Goes on with the orders that were on their way when the books were closed. */
  resume(): void
}

export function createFakeWarehouse(ports: FakePorts, deliveries: FakeDeliveries): FakeWarehouse {
  const { options, books, clock, ids, schedule } = ports
  const orders = books.collection<FakeOrder>('orders')

  function advance(customerIdentifier: string, status: OrderStatus): void {
    const order = orders.get(customerIdentifier)
    if (order === undefined) throw new Error(`the fake has no order "${customerIdentifier}"`)
    // Two moves in one millisecond still have an order.
    const now = Math.max(clock.wall(), Date.parse(order.updated_at) + 1)
    const moved: FakeOrder = {
      ...order,
      status,
      updated_at: new Date(now).toISOString(),
      shipments: status === 'fulfilled' ? [shipmentOf(order, now)] : order.shipments,
    }
    deliveries.announce('orderEvent', [eventOf(moved)])
    orders.set(customerIdentifier, moved)
    scheduleNext(moved)
  }

  function scheduleNext({ customer_identifier, status, updated_at }: FakeOrder): void {
    const { autoShip = false } = options
    const position = WAY.indexOf(status)
    const next = WAY[position + 1]
    if (autoShip === false || position < 0 || next === undefined) return
    const wait = position === 0 ? autoShip.afterMs : autoShip.stepMs
    schedule.after(Date.parse(updated_at) + wait - clock.wall(), () => {
      // A test may have moved it in the meantime.
      if (orders.get(customer_identifier)?.status === status) advance(customer_identifier, next)
    })
  }

  function shipmentOf(order: FakeOrder, now: number): FakeShipment {
    const trackingNumber = `1Z${ids.uuid().replaceAll('-', '').slice(0, 16).toUpperCase()}`
    return {
      id: ids.uuid(),
      shipment_id: ids.uuid(),
      status: 'manifested',
      customer_order_id: order.customer_identifier,
      shipping_provider: order.shipping_provider === 'masonhub' ? 'UPS' : order.shipping_provider,
      shipper_service_level: order.shipper_service_level,
      tracking_number: trackingNumber,
      tracking_url: `https://tracking.example/${trackingNumber}`,
      shipment_date_time: new Date(now).toISOString(),
      shipment_line_items: order.line_items.map(({ sku_customer_id, quantity }) => ({
        sku_customer_id,
        quantity,
      })),
    }
  }

  function eventOf(order: FakeOrder): object {
    const { id, customer_identifier, status, shipments } = order
    if (options.dialect?.orderEvent !== 'small') return { ...order, order_id: id, shorts: null }
    const parcels = shipments.map((parcel) => ({
      shipment_id: parcel.shipment_id,
      shipping_provider: parcel.shipping_provider,
      shipping_service_level: parcel.shipper_service_level,
      tracking_number: parcel.tracking_number,
      tracking_url: parcel.tracking_url,
      shipment_date_time: parcel.shipment_date_time,
      shipment_line_items: parcel.shipment_line_items,
    }))
    return { order_id: id, customer_identifier, status, shipments: parcels, shorts: null }
  }

  return {
    advance,
    take(input) {
      const now = new Date(clock.wall()).toISOString()
      const order: FakeOrder = {
        ...input,
        id: ids.uuid(),
        status: 'open',
        shipments: [],
        created_at: now,
        updated_at: now,
      }
      orders.set(order.customer_identifier, order)
      scheduleNext(order)
      return order
    },
    resume() {
      for (const order of orders.values()) scheduleNext(order)
    },
  }
}
