import type { z } from 'zod'

import { orderFields } from '../orders/order-fields.ts'
import type { Order } from '../orders/order.ts'
import { given } from '../wire/given.ts'
import { text } from '../wire/received.ts'

/**
 * What MasonHub says about an order that changed. The contract's schema is a small object with `order_id`, its
 * example the whole order with `id`: both come out as an `Order` with `order_id`, of which the small form fills
 * only `customer_identifier`, `status`, `shipments` and `shorts`. Source: MasonHub OpenAPI,
 * `callback_order_event`.
 *
 * Newer is what has the later `updated_at`; the order of arrival says nothing.
 */
export interface OrderEvent extends Order {
  /** MasonHub's id of the order. */
  order_id?: string | null | undefined
}

export const orderEvent: z.ZodType<OrderEvent> = orderFields
  .extend({ order_id: text })
  .transform((event) => ({ ...event, order_id: given(event.order_id) ?? event.id }))
