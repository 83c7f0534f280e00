import { routeOf, type FakeRequest, type FakeRoute } from '@tenon/core/testing'

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
import type { MasonHubDialect } from './fake-options.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder } from './fake-records.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'
import type { FakeWarehouse } from './fake-warehouse.ts'

const MOST_ITEMS = 30

export function fakeOrderRoutes(
  ports: FakePorts,
  warehouse: FakeWarehouse,
  created: Pick<FakeStore<FakeSku>, 'get' | 'size'>,
  pathPrefix: string,
): FakeRoute[] {
  const { options, books, clock } = ports
  const { dialect, skus, visibleAfterMs = 0 } = options
  const orders = books.collection<FakeOrder>('orders')

  /** Where no SKU was named or created, any will do. */
  function isKnown(sku: string): boolean {
    if (skus === undefined && created.size === 0) return true
    return skus?.includes(sku) === true || created.get(sku) !== undefined
  }

  function create(item: unknown): FakeItemResult {
    const { data, error } = orderInput.safeParse(item)
    if (error !== undefined) return { ...identifierIn(item), messages: messagesOf(error) }
    const { customer_identifier } = data
    if (orders.get(customer_identifier) !== undefined) {
      const errors = ['301: has already been taken, it must be unique']
      return { customer_identifier, messages: [{ field_name: 'customer_identifier', errors }] }
    }
    const unknownSkus = data.line_items.flatMap(({ sku_customer_id }, index) =>
      isKnown(sku_customer_id)
        ? []
        : [{ field_name: `line_items.${index}.sku_customer_id`, errors: ['303: the SKU does not exist'] }],
    )
    if (unknownSkus.length > 0) return { customer_identifier, messages: unknownSkus }
    const { id } = warehouse.take(data)
    const url = `${pathPrefix}/orders?cid=${encodeURIComponent(customer_identifier)}`
    return { customer_identifier, system_id: id, url, uri: url }
  }

  function find(request: FakeRequest): FakeOrder[] {
    const ids = listIn(request, 'id')
    const identifiers = listIn(request, 'cid')
    const since = Date.parse(request.url.searchParams.get('sdt') ?? '')
    return [...orders.values()].filter(
      (order) =>
        (ids === undefined || ids.includes(order.id)) &&
        (identifiers === undefined || identifiers.includes(order.customer_identifier)) &&
        (Number.isNaN(since) || Date.parse(order.updated_at) >= since) &&
        Date.parse(order.created_at) + visibleAfterMs <= clock.wall(),
    )
  }

  function toDetail(order: FakeOrder): object {
    const { status, shorts, fulfillments } = order
    return {
      ...order,
      status: statusIn(status, dialect?.orderStatus),
      fulfillments: fulfillments.map(({ id }) => ({ id, status })),
      shorts: shorts.length === 0 ? null : shorts,
    }
  }

  function toSummary({ id, customer_identifier, status, created_at, updated_at }: FakeOrder): object {
    return { id, customer_identifier, status: statusIn(status, dialect?.orderStatus), created_at, updated_at }
  }

  return [
    routeOf(
      orderOperations.list,
      (request) => {
        const listType = request.url.searchParams.get('list_type') ?? 'detail'
        const page = pageOf(request, find(request))
        if ('status' in page) return page
        const { limit, offset } = page
        const rows = page.rows.map(listType === 'summary' ? toSummary : toDetail)
        return listAnswer(rows, dialect?.list ?? 'envelope', 'orders', { limit, offset, list_type: listType })
      },
      pathPrefix,
    ),
    routeOf(
      orderOperations.create,
      ({ body }) => {
        if (!Array.isArray(body)) return badRequest('the body must be an array')
        if (body.length > MOST_ITEMS) return badRequest(`at most ${MOST_ITEMS} orders`)
        return writeAnswer(body.map(create), dialect)
      },
      pathPrefix,
    ),
  ]
}

/** The contract's schema has snake_case, its events camelCase, its portal words. */
function statusIn(status: string, form: MasonHubDialect['orderStatus']): string {
  if (form === 'camel') return status
  if (form === 'capital')
    return status.replaceAll(/(^|[A-Z])/g, (letter) => ` ${letter.toUpperCase()}`).trim()
  return status.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
