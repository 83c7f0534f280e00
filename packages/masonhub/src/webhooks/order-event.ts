import { z } from 'zod'

import { order, type Order } from '../orders/order.ts'
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

const orderEvent: z.ZodType<OrderEvent> = order.transform((event) => ({
  ...event,
  order_id: text.parse(event['order_id']) ?? event.id,
}))

/** Always a list in the contract; some pages of the vendor show a single one. */
export const orderEvents: z.ZodType<OrderEvent[]> = z.preprocess(
  (data) => (Array.isArray(data) ? data : [data]),
  z.array(orderEvent).min(1),
)
