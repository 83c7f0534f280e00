import { routeOf, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

import { orderCancelInput } from '../orders/order-cancel-request.ts'
import { orderInput } from '../orders/order-input.ts'
import { orderOperations } from '../orders/order-operations.ts'
import {
  badRequest,
  identifierIn,
  listAnswer,
  listIn,
  messagesOf,
  pageOf,
  writeAnswer,
  type FakeItemResult,
} from './fake-answers.ts'
import type { FakeOrderRequests } from './fake-order-requests.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder, FakeOrderRequest } from './fake-records.ts'

const MOST_ITEMS = 30

/** Requests to change and to cancel orders. */
export function fakeOrderRequestRoutes(
  { options: { dialect = {} }, books }: FakePorts,
  requests: FakeOrderRequests,
  pathPrefix: string,
): FakeRoute[] {
  const orders = books.collection<FakeOrder>('orders')
  const stored = books.collection<FakeOrderRequest>('order-requests')

  function refuse(customer_identifier: string | undefined, error: string): FakeItemResult {
    return {
      ...(customer_identifier !== undefined && { customer_identifier }),
      messages: [{ field_name: 'customer_identifier', errors: [error] }],
    }
  }

  function accepted(request: FakeOrderRequest, path: string): FakeItemResult {
    const { id, customer_order_id } = request
    const url = `${pathPrefix}${path}?cid=${encodeURIComponent(customer_order_id)}`
    return { customer_identifier: customer_order_id, system_id: id, url, uri: url }
  }

  function update(item: unknown): FakeItemResult {
    const { data, error } = orderInput.safeParse(item)
    if (error !== undefined) return { ...identifierIn(item), messages: messagesOf(error) }
    const { customer_identifier } = data
    if (orders.get(customer_identifier) === undefined)
      return refuse(customer_identifier, '303: Order with that customer_identifier does not exist')
    return accepted(requests.add('update', customer_identifier, data), '/order_update_requests')
  }

  function cancel(item: unknown): FakeItemResult {
    const { data, error } = orderCancelInput.safeParse(item)
    if (error !== undefined) return { ...identifierIn(item), messages: messagesOf(error) }
    const { customer_identifier, order_cancel_request_id } = data
    const order = [...orders.values()].find(
      (one) => one.customer_identifier === customer_identifier || one.id === order_cancel_request_id,
    )
    if (order === undefined)
      return refuse(customer_identifier, '303: Order with that customer_identifier does not exist')
    const problem = requests.problemWithCancel(order)
    if (problem !== undefined) return refuse(order.customer_identifier, `409: ${problem}`)
    return accepted(requests.add('cancel', order.customer_identifier), '/order_cancel_requests')
  }

  function list(kind: FakeOrderRequest['kind'], request: FakeRequest) {
    const ids = listIn(request, 'id')
    const cids = listIn(request, 'cid')
    const rows = [...stored.values()].filter(
      (one) =>
        one.kind === kind &&
        (ids === undefined || ids.includes(one.id)) &&
        (cids === undefined || cids.includes(one.customer_order_id)),
    )
    const page = pageOf(request, rows)
    if ('status' in page) return page
    const { limit, offset, rows: shown } = page
    return listAnswer(shown.map(toRow), dialect.list ?? 'envelope', `${kind}_requests`, {
      limit,
      offset,
      include_counts: false,
    })
  }

  function toRow({ id, kind, customer_order_id, status, order, created_at, updated_at }: FakeOrderRequest) {
    const { requestKey } = dialect
    return {
      id,
      ...(requestKey !== 'customer_identifier' && { customer_order_id }),
      ...(requestKey !== 'customer_order_id' && { customer_identifier: customer_order_id }),
      ...(kind === 'update' && { order_update_body: JSON.stringify({ id: null, ...order }) }),
      status,
      created_at,
      updated_at,
      deleted_at: null,
    }
  }

  const post = (create: (item: unknown) => FakeItemResult) => (request: FakeRequest) => {
    if (!Array.isArray(request.body)) return badRequest('the body must be an array')
    if (request.body.length > MOST_ITEMS) return badRequest(`at most ${MOST_ITEMS} requests`)
    return writeAnswer(request.body.map(create), dialect)
  }

  return [
    routeOf(orderOperations.update, post(update), pathPrefix),
    routeOf(orderOperations.updateRequests, (request) => list('update', request), pathPrefix),
    routeOf(orderOperations.cancel, post(cancel), pathPrefix),
    routeOf(orderOperations.cancelRequests, (request) => list('cancel', request), pathPrefix),
  ]
}
