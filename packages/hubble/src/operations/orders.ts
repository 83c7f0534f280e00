import { defineOperation } from '@tenon/core'

import { orderRequest } from '../schemas/order-request.ts'
import { order } from '../schemas/order.ts'
import { CREATE_TIMEOUT_MS, READ_TIMEOUT_MS } from './timeouts.ts'

/** Gift cards (Hubble API docs, orders, V3; the reads as in V1). */
export const orders = {
  /**
   * Sends an order once and debits the wallet by its face value. When this fails, the order may exist all the
   * same: `placeOrder` finds out, this does not.
   */
  create: defineOperation({
    id: 'orders.create',
    method: 'POST',
    path: '/orders',
    timeoutMs: CREATE_TIMEOUT_MS,
    body: orderRequest,
    response: order,
  }),

  /** An order by Hubble's id. */
  get: defineOperation({
    id: 'orders.get',
    method: 'GET',
    path: '/orders/{orderId}',
    timeoutMs: READ_TIMEOUT_MS,
    response: order,
  }),

  /** An order by your own id. A 404 means that there is none of it (Hubble API docs, FAQs, V3). */
  getByReference: defineOperation({
    id: 'orders.getByReference',
    method: 'GET',
    path: '/orders/by-reference/{referenceId}',
    timeoutMs: READ_TIMEOUT_MS,
    response: order,
  }),
}
