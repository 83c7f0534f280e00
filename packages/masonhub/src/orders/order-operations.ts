import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { identifyRow } from '../wire/identify-row.ts'
import { offsetPaging } from '../wire/offset-paging.ts'
import { pageQuery } from '../wire/page-query.ts'
import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { moment, searchedIdentifiers } from '../wire/sent.ts'
import { orderCancelInput, orderCancelRequest, type OrderCancelRequest } from './order-cancel-request.ts'
import { orderInput } from './order-input.ts'
import { orderUpdateRequest, type OrderUpdateRequest } from './order-update-request.ts'
import { order, type Order } from './order.ts'

/** MasonHub's ids or yours; `cid` is not declared in MasonHub OpenAPI, but its own links have it. */
const byIdentifier = {
  /** MasonHub's ids; at most 30. */
  id: searchedIdentifiers.optional(),
  /** Your ids of the orders; at most 30. */
  cid: searchedIdentifiers.optional(),
}

const listOrders = defineOperation({
  id: 'orders.list',
  method: 'GET',
  path: '/orders',
  arrayStyle: 'comma',
  query: z.strictObject({
    ...byIdentifier,
    /** Only what was changed since. */
    sdt: moment.optional(),
    /** Default `'detail'`. */
    list_type: z.enum(['detail', 'summary']).default('detail'),
    ...pageQuery,
  }),
  response: listSchema(order, ['orders']),
  paging: offsetPaging((row: Order) => identifyRow(row)),
})

const createOrders = defineOperation({
  id: 'orders.create',
  method: 'POST',
  path: '/orders',
  body: z.array(orderInput).min(1).max(30).readonly(),
  response: writeResult,
})

const requestUpdates = defineOperation({
  id: 'orders.update',
  method: 'POST',
  path: '/order_update_requests',
  /** Complete orders: what is left out is lost. */
  body: z.array(orderInput).min(1).max(30).readonly(),
  response: writeResult,
})

const listUpdateRequests = defineOperation({
  id: 'orders.updateRequests',
  method: 'GET',
  path: '/order_update_requests',
  arrayStyle: 'comma',
  query: z.strictObject({ ...byIdentifier, ...pageQuery }),
  response: listSchema(orderUpdateRequest, ['order_update_requests', 'update_requests']),
  paging: offsetPaging((row: OrderUpdateRequest) => identifyRow(row)),
})

const requestCancels = defineOperation({
  id: 'orders.cancel',
  method: 'POST',
  path: '/order_cancel_requests',
  body: z.array(orderCancelInput).min(1).max(30).readonly(),
  response: writeResult,
})

const listCancelRequests = defineOperation({
  id: 'orders.cancelRequests',
  method: 'GET',
  path: '/order_cancel_requests',
  arrayStyle: 'comma',
  query: z.strictObject({ ...byIdentifier, ...pageQuery }),
  response: listSchema(orderCancelRequest, ['order_cancel_requests', 'cancel_requests']),
  paging: offsetPaging((row: OrderCancelRequest) => identifyRow(row)),
})

export const orderOperations = {
  list: listOrders,
  create: createOrders,
  update: requestUpdates,
  updateRequests: listUpdateRequests,
  cancel: requestCancels,
  cancelRequests: listCancelRequests,
}
