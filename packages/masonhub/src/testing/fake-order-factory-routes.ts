import { routeOf, type FakeRequest, type FakeRoute } from '@tenon/core/testing'
import { z } from 'zod'

import { dataFactoryOperations } from '../data-factory/data-factory-operations.ts'
import { badRequest, writeAnswer, type FakeItemResult } from './fake-answers.ts'
import type { FakeOrderRequests } from './fake-order-requests.ts'
import { parcelRank } from './fake-parcel-status.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder, FakeOrderRequest } from './fake-records.ts'
import type { FakeWarehouse } from './fake-warehouse.ts'

const SHIPPABLE = new Set<string>(['open', 'atWarehouse', 'inProgress', 'inProcess', 'packed'])
const PROVIDERS = ['UPS', 'DHL', 'USPS']
const LEVELS = [
  'Ground',
  'GroundLW',
  '2DayAir',
  'NextDayAir',
  'NextDayAirSaver',
  'FirstClassMail',
  'PriorityMail',
]

const resolution = z.object({
  resolution: z.enum(['success', 'failure']),
  order_customer_id: z.string().optional(),
  fulfillment_id: z.string().optional(),
  order_update_request_id: z.string().optional(),
  // As guides name it.
  order_cancel_request_id: z.string().optional(),
})

/** The data factory, as far as it is about orders. */
export function fakeOrderFactoryRoutes(
  { options: { dialect }, books }: FakePorts,
  warehouse: FakeWarehouse,
  requests: FakeOrderRequests,
  pathPrefix: string,
): FakeRoute[] {
  const orders = books.collection<FakeOrder>('orders')
  const { shipOrder, orderShipment, resolveOrderUpdate, resolveOrderCancel } = dataFactoryOperations

  function refused(action: string, field_name: string, error: string): FakeItemResult {
    return { customer_identifier: action, messages: [{ field_name, errors: [error] }] }
  }

  function findOrder(item: { order_customer_id?: string; fulfillment_id?: string }): FakeOrder | undefined {
    const { order_customer_id, fulfillment_id } = item
    if (fulfillment_id === undefined) return orders.get(order_customer_id ?? '')
    return [...orders.values()].find(({ fulfillments }) =>
      fulfillments.some(({ id }) => id === fulfillment_id),
    )
  }

  function ship(item: unknown): FakeItemResult {
    const { data } = shipOrder.body?.safeParse([item]) ?? {}
    const [input] = data ?? []
    const order = input === undefined ? undefined : findOrder(definedOnly(input))
    if (input === undefined || order === undefined)
      return refused('shipOrder', 'order_customer_id', '303: Order does not exist')
    if (!SHIPPABLE.has(order.status))
      return refused('shipOrder', 'order_customer_id', `409: the order is ${order.status}`)
    const skus = new Set(order.line_items.map(({ sku_customer_id }) => sku_customer_id))
    const strange = input.shorts?.find((sku) => !skus.has(sku))
    if (strange !== undefined) return refused('shipOrder', 'shorts', `303: "${strange}" is not on the order`)
    warehouse.ship(order.customer_identifier, {
      ...input,
      shipping_provider: PROVIDERS.find((one) => one === input.shipping_provider) ?? 'UPS',
      shipper_service_level: LEVELS.find((one) => one === input.shipper_service_level) ?? 'Ground',
    })
    return { customer_identifier: 'shipOrder' }
  }

  function moveParcel(item: unknown): FakeItemResult {
    const { data } = orderShipment.body?.safeParse([item]) ?? {}
    const [input] = data ?? []
    const order = [...orders.values()].find(({ shipments }) =>
      shipments.some((parcel) => parcel.tracking_number === input?.tracking_number),
    )
    const parcel = order?.shipments.find((one) => one.tracking_number === input?.tracking_number)
    if (input === undefined || order === undefined || parcel === undefined)
      return refused('orderShipment', 'tracking_number', '303: Shipment does not exist')
    if (parcelRank(input.event) <= parcelRank(parcel.status))
      return refused('orderShipment', 'event', `409: the shipment is ${parcel.status}`)
    warehouse.moveParcel(order.customer_identifier, parcel.tracking_number, input.event)
    return { customer_identifier: 'orderShipment' }
  }

  function resolve(kind: FakeOrderRequest['kind'], item: unknown): FakeItemResult {
    const type = kind === 'update' ? 'orderUpdateResolution' : 'orderCancelResolution'
    const { data } = resolution.safeParse(item)
    if (data === undefined) return refused(type, 'resolution', 'must be success or failure')
    const id = kind === 'update' ? data.order_update_request_id : data.order_cancel_request_id
    const order = findOrder(definedOnly(data))
    const resolved = requests.resolve(
      { kind, id, customerOrderId: order?.customer_identifier },
      data.resolution,
    )
    if (resolved === undefined) return refused(type, 'order_customer_id', '303: no request is pending')
    return { customer_identifier: type }
  }

  const post = (simulate: (item: unknown) => FakeItemResult) => (request: FakeRequest) =>
    Array.isArray(request.body)
      ? writeAnswer(request.body.map(simulate), dialect)
      : badRequest('the body must be an array')

  return [
    routeOf(shipOrder, post(ship), pathPrefix),
    routeOf(orderShipment, post(moveParcel), pathPrefix),
    // As guides call it.
    routeOf({ ...orderShipment, path: `${orderShipment.path}Event` }, post(moveParcel), pathPrefix),
    routeOf(
      resolveOrderUpdate,
      post((item) => resolve('update', item)),
      pathPrefix,
    ),
    routeOf(
      resolveOrderCancel,
      post((item) => resolve('cancel', item)),
      pathPrefix,
    ),
  ]
}

interface OrderName {
  readonly order_customer_id?: string | undefined
  readonly fulfillment_id?: string | undefined
}

function definedOnly({ order_customer_id, fulfillment_id }: OrderName) {
  return {
    ...(order_customer_id !== undefined && { order_customer_id }),
    ...(fulfillment_id !== undefined && { fulfillment_id }),
  }
}
