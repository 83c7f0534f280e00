import { z } from 'zod'

import { given } from '../wire/given.ts'
import { received, text } from '../wire/received.ts'
import { identifierOf } from '../wire/sent.ts'
import { requestStatus } from './request-status.ts'

const inputFields = z
  .strictObject({
    /** Your id of the order. */
    customer_identifier: identifierOf(1).optional(),
    /**
     * In place of it. The contract does not agree with itself whether it is the request's or the order's id: use
     * the other.
     */
    order_cancel_request_id: z.string().min(1).optional(),
  })
  .refine(
    ({ customer_identifier, order_cancel_request_id }) =>
      (customer_identifier ?? order_cancel_request_id) !== undefined,
    { path: ['customer_identifier'], message: 'is required' },
  )

/** A request to cancel an order. Source: MasonHub OpenAPI, `order_cancel_request`. */
export interface OrderCancelInput extends z.input<typeof inputFields> {}

export const orderCancelInput: z.ZodType<OrderCancelInput> = inputFields

const requestFields = z
  .looseObject({
    /** MasonHub's id of the request. */
    id: text,
    /** The same, as the contract's schema calls it. */
    order_cancel_request_id: text,
    /** Your id of the order. */
    customer_order_id: text,
    /** The same, as the contract's schema calls it. */
    customer_identifier: text,
    /** In examples only: `pending` until the request has come to its end. */
    status: received(requestStatus),
    /** RFC 3339, as are all dates. */
    created_at: text,
    updated_at: text,
    deleted_at: text,
  })
  .transform((request) => ({
    ...request,
    id: given(request.id) ?? request.order_cancel_request_id,
    customer_order_id: given(request.customer_order_id) ?? request.customer_identifier,
  }))

/** A request to cancel an order, as it is received. Source: the contract's example. */
export interface OrderCancelRequest extends z.output<typeof requestFields> {}

export const orderCancelRequest: z.ZodType<OrderCancelRequest> = requestFields
