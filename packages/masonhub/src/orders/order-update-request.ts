import { z } from 'zod'

import { given } from '../wire/given.ts'
import { received, text } from '../wire/received.ts'
import { requestStatus } from './request-status.ts'

const requestFields = z
  .looseObject({
    /** MasonHub's id of the request. */
    id: text,
    /** Your id of the order. */
    customer_order_id: text,
    /** The same, as the contract's schema calls it. */
    customer_identifier: text,
    /** In examples only: `pending` until the request has come to its end. */
    status: received(requestStatus),
    /** What was asked for: the order, as JSON text. */
    order_update_body: text,
    /** RFC 3339, as are all dates. */
    created_at: text,
    updated_at: text,
    deleted_at: text,
  })
  .transform((request) => ({
    ...request,
    customer_order_id: given(request.customer_order_id) ?? request.customer_identifier,
  }))

/** A request to change an order. Source: MasonHub OpenAPI, `order_update_request` and its example. */
export interface OrderUpdateRequest extends z.output<typeof requestFields> {}

export const orderUpdateRequest: z.ZodType<OrderUpdateRequest> = requestFields
