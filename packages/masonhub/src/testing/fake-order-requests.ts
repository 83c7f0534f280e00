import type { CheckedOrder } from '../orders/order-input.ts'
import type { OrderStatus } from '../orders/order-status.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder, FakeOrderRequest } from './fake-records.ts'
import type { FakeWarehouse } from './fake-warehouse.ts'

const BEFORE_PICKING: ReadonlySet<OrderStatus> = new Set(['open', 'backordered', 'atWarehouse'])
const PICKED: ReadonlySet<OrderStatus> = new Set(['inProcess', 'inProgress'])

export interface FakeOrderRequests {
  /** Takes a request for an order that there is; it stays `pending` until it is resolved. */
  add(kind: FakeOrderRequest['kind'], customerOrderId: string, order?: CheckedOrder): FakeOrderRequest
  /**
   * Resolves a pending request, and tells it to who wants to know. What an order's status does not allow any more
   * fails, whatever was wanted. Undefined if no such request is pending.
   */
  resolve(request: RequestName, wanted: 'success' | 'failure'): FakeOrderRequest | undefined
  /** Why an order cannot be canceled any more; undefined if it can. */
  problemWithCancel(order: FakeOrder): string | undefined
  /** Goes on with the requests that were pending when the books were closed. */
  resume(): void
}

export interface RequestName {
  readonly kind: FakeOrderRequest['kind']
  readonly id?: string | undefined
  readonly customerOrderId?: string | undefined
}

/** Requests to change and cancel orders, as MasonHub treats them: taken at once, decided later. */
export function createFakeOrderRequests(
  { options, books, clock, ids, schedule }: FakePorts,
  warehouse: FakeWarehouse,
  deliveries: FakeDeliveries,
): FakeOrderRequests {
  const requests = books.collection<FakeOrderRequest>('order-requests')
  const orders = books.collection<FakeOrder>('orders')

  function problemWithUpdate({ status }: FakeOrder): string | undefined {
    return BEFORE_PICKING.has(status) ? undefined : `the order is ${status} already`
  }

  function problemWithCancel({ status }: FakeOrder): string | undefined {
    if (BEFORE_PICKING.has(status)) return undefined
    if (PICKED.has(status) && options.cancelInProcess === true) return undefined
    return `the order is ${status} already`
  }

  function problemWith({ kind, customer_order_id }: FakeOrderRequest): string | undefined {
    const order = orders.get(customer_order_id)
    if (order === undefined) return 'the order does not exist'
    return kind === 'update' ? problemWithUpdate(order) : problemWithCancel(order)
  }

  function resolve(name: RequestName, wanted: 'success' | 'failure'): FakeOrderRequest | undefined {
    const request = [...requests.values()].find(
      ({ id, kind, status, customer_order_id }) =>
        kind === name.kind &&
        status === 'pending' &&
        (name.id === undefined ? customer_order_id === name.customerOrderId : id === name.id),
    )
    if (request === undefined) return undefined
    const reason = wanted === 'failure' ? 'refused by the warehouse' : problemWith(request)
    const now = Math.max(clock.wall(), Date.parse(request.created_at) + 1)
    const resolved: FakeOrderRequest = {
      ...request,
      status: reason === undefined ? 'success' : 'failure',
      ...(reason !== undefined && { reason }),
      updated_at: new Date(now).toISOString(),
    }
    requests.set(resolved.id, resolved)
    announce(resolved)
    if (reason !== undefined) return resolved
    if (resolved.order !== undefined) warehouse.replace(resolved.order)
    else warehouse.advance(resolved.customer_order_id, 'canceled')
    return resolved
  }

  function announce({
    kind,
    id,
    customer_order_id,
    status,
    reason,
    created_at,
    updated_at,
  }: FakeOrderRequest) {
    const resolution = { id, customer_order_id, status, created_at, updated_at, deleted_at: null }
    if (kind === 'cancel') deliveries.announce('orderCancelResolution', [resolution])
    else deliveries.announce('orderUpdateResolution', [{ ...resolution, ...(reason && { reason }) }])
  }

  function scheduleResolution({ id, kind, created_at }: FakeOrderRequest): void {
    const { resolveRequestsAfterMs } = options
    if (resolveRequestsAfterMs === undefined) return
    const dueAt = Date.parse(created_at) + resolveRequestsAfterMs
    schedule.after(dueAt - clock.wall(), () => void resolve({ kind, id }, 'success'))
  }

  return {
    resolve,
    problemWithCancel,
    add(kind, customer_order_id, order) {
      const now = new Date(clock.wall()).toISOString()
      const request: FakeOrderRequest = {
        id: ids.uuid(),
        kind,
        customer_order_id,
        status: 'pending',
        ...(order !== undefined && { order }),
        created_at: now,
        updated_at: now,
      }
      requests.set(request.id, request)
      scheduleResolution(request)
      return request
    },
    resume() {
      for (const request of requests.values()) if (request.status === 'pending') scheduleResolution(request)
    },
  }
}
