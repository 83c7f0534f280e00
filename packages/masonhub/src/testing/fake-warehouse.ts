import type { CheckedOrder } from '../orders/order-input.ts'
import type { OrderStatus, ShipmentStatus } from '../orders/order-status.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import { orderEventOf } from './fake-order-event.ts'
import type { FakeOrderStock } from './fake-order-stock.ts'
import { statusByParcels } from './fake-parcel-status.ts'
import { packParcels, type Shipping } from './fake-parcels.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder } from './fake-records.ts'

/** The way of an order by itself (MasonHub OpenAPI, `/orderEvent`); carriers' statuses come after it. */
const WAY: readonly OrderStatus[] = ['open', 'atWarehouse', 'inProcess', 'packed', 'fulfilled']

export interface FakeWarehouse {
  take(order: CheckedOrder): FakeOrder
  /** Gives an order a status, and tells it to who wants to know. Throws if there is no such order. */
  advance(customerIdentifier: string, status: OrderStatus): void
  /** Packs an order and hands it to the carrier. */
  ship(customerIdentifier: string, shipping?: Shipping): void
  /** Moves one parcel on, and its order with it. */
  moveParcel(customerIdentifier: string, trackingNumber: string, status: ShipmentStatus): void
  /** Puts another content in place of an order's. */
  replace(order: CheckedOrder): void
  /** Goes on with the orders that were on their way when the books were closed. */
  resume(): void
}

export function createFakeWarehouse(
  ports: FakePorts,
  deliveries: FakeDeliveries,
  stock?: FakeOrderStock,
): FakeWarehouse {
  const { options, books, clock, ids, schedule } = ports
  const orders = books.collection<FakeOrder>('orders')

  function find(customerIdentifier: string): FakeOrder {
    const order = orders.get(customerIdentifier)
    if (order === undefined) throw new Error(`the fake has no order "${customerIdentifier}"`)
    return order
  }

  function change(order: FakeOrder, changes: Partial<FakeOrder>): FakeOrder {
    // Two moves in one millisecond still have an order.
    const now = Math.max(clock.wall(), Date.parse(order.updated_at) + 1)
    const moved: FakeOrder = { ...order, ...changes, updated_at: new Date(now).toISOString() }
    deliveries.announce('orderEvent', [orderEventOf(moved, options.dialect?.orderEvent)])
    orders.set(order.customer_identifier, moved)
    scheduleNext(moved)
    return moved
  }

  function ship(customerIdentifier: string, shipping: Shipping = {}): void {
    const order = find(customerIdentifier)
    const packed = packParcels(order, shipping, clock.wall(), ports)
    const shipped = change(order, { status: 'fulfilled', ...packed })
    stock?.shipped(shipped)
  }

  function advance(customerIdentifier: string, status: OrderStatus): void {
    if (status === 'fulfilled') return ship(customerIdentifier)
    const order = find(customerIdentifier)
    const moved = change(order, { status })
    if (status === 'canceled' && order.status !== 'canceled') stock?.canceled(moved)
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

  return {
    advance,
    ship,
    take(input) {
      const now = new Date(clock.wall()).toISOString()
      const order: FakeOrder = {
        ...input,
        id: ids.uuid(),
        status: 'open',
        shipments: [],
        shorts: [],
        fulfillments: [{ id: ids.uuid() }],
        created_at: now,
        updated_at: now,
      }
      orders.set(order.customer_identifier, order)
      stock?.taken(order)
      scheduleNext(order)
      return order
    },
    moveParcel(customerIdentifier, trackingNumber, status) {
      const order = find(customerIdentifier)
      const shipments = order.shipments.map((parcel) =>
        parcel.tracking_number === trackingNumber ? { ...parcel, status } : parcel,
      )
      change(order, { shipments, status: statusByParcels(shipments) })
    },
    replace(input) {
      const former = find(input.customer_identifier)
      const { id, status, shipments, shorts, fulfillments, created_at, updated_at } = former
      // What the new content leaves out is lost: nothing of the former one but what the vendor gave it.
      const bare = { ...input, id, status, shipments, shorts, fulfillments, created_at, updated_at }
      const order = change(bare, {})
      stock?.replaced(former, order)
    },
    resume() {
      for (const order of orders.values()) scheduleNext(order)
    },
  }
}
