import { z } from 'zod'

import { requestStatus } from '../orders/request-status.ts'
import { given } from '../wire/given.ts'
import { isGiven } from '../wire/is-given.ts'
import { isRecord } from '../wire/is-record.ts'
import { identifier, received, text } from '../wire/received.ts'

const resolutionFields = z
  .looseObject({
    /** MasonHub's id of the request: what the write answered as the item's id. */
    id: text,
    /** Your id of the order. */
    customer_order_id: identifier,
    status: received(requestStatus),
    /** Why it failed. The contract has it for updates, later pages for both. */
    reason: text,
    /** RFC 3339, as are all dates. */
    created_at: text,
    updated_at: text,
    deleted_at: text,
  })
  .transform((resolution) => ({
    ...resolution,
    id:
      given(resolution.id) ??
      text.parse(resolution['update_request_id']) ??
      text.parse(resolution['cancel_request_id']),
  }))

/**
 * How an update or a cancel request ended: `success` or `failure`. Source: MasonHub OpenAPI,
 * `callback_order_update_resolution` and `callback_order_cancel_resolution`; some guides have other names for the
 * two ids, which are read as well.
 */
export interface RequestResolution extends z.output<typeof resolutionFields> {}

export const requestResolution: z.ZodType<RequestResolution> = z.preprocess(named, resolutionFields)

function named(event: unknown): unknown {
  if (!isRecord(event)) return event
  const { customer_order_id, customer_identifier } = event
  return { ...event, customer_order_id: isGiven(customer_order_id) ? customer_order_id : customer_identifier }
}
