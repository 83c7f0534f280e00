import { z } from 'zod'

import { given } from '../wire/given.ts'
import { openEnum } from '../wire/open-enum.ts'
import { withOrigin } from '../wire/origin.ts'
import { flag, listOf, numeric, received, text } from '../wire/received.ts'
import { receivingDetails } from '../wire/receiving-details.ts'
import { RETURN_INVENTORY_STATUSES, RETURN_REASONS, RETURN_TYPES, rmaStatus } from './rma-words.ts'

const receivedLine = z.looseObject({
  customer_order_id: text,
  /** Your id of the SKU. */
  customer_sku_id: text,
  quantity: numeric,
  quantity_received: numeric,
  return_reason_code: received(openEnum(RETURN_REASONS)),
  return_notes: text,
  /** What is to be done with the units. */
  return_inventory_status: received(openEnum(RETURN_INVENTORY_STATUSES)),
  not_on_original_rma: flag,
  /** What came, by inventory status. */
  receiving_details: receivingDetails,
})

const rmaFields = z
  .looseObject({
    /** MasonHub's id. */
    id: text,
    /** Your id; null where the warehouse made the return. */
    customer_identifier: text,
    manifest_id: text,
    /** Of the parcel: with a label, its tracking number. */
    package_id: text,
    /** A PDF, for `returns.label`. */
    return_label_url: text,
    return_type: received(openEnum(RETURN_TYPES)),
    status: received(rmaStatus),
    customer_address_name: text,
    customer_address_street_line_one: text,
    customer_address_street_line_two: text,
    customer_address_city: text,
    customer_address_state: text,
    customer_address_postal_code: text,
    customer_address_country_code: text,
    /** RFC 3339, as are all dates. */
    received_at: text,
    /** As the contract's prose and examples call `received_at`. */
    processed_at: text,
    /** Remarks of the warehouse. */
    notes: text,
    customer_instructions: text,
    /** As some examples call `customer_instructions`. */
    customer_instruction: text,
    line_items: listOf(receivedLine),
    /** In the receipts of event version 2.0, as are the next four. */
    warehouse_id: numeric,
    warehouse_address: received(z.union([z.string(), z.looseObject({})])),
    receiving_inventory_location: received(z.union([z.string(), z.looseObject({})])),
    return_service_level: text,
    delivered_at: text,
    version: numeric,
    created_at: text,
    updated_at: text,
    /** Empty text and the year 1 stand for "not deleted". */
    deleted_at: text,
  })
  .transform((rma) => ({
    ...rma,
    received_at: given(rma.received_at) ?? rma.processed_at ?? rma.received_at,
    customer_instructions:
      given(rma.customer_instructions) ?? rma.customer_instruction ?? rma.customer_instructions,
  }))

/**
 * A return (RMA). Anything may be missing, also your identifier; what is not named here is passed on as it came.
 * Source: MasonHub OpenAPI, `return` and its examples.
 */
export interface Rma extends z.output<typeof rmaFields> {}

export const rma: z.ZodType<Rma> = withOrigin(rmaFields)
