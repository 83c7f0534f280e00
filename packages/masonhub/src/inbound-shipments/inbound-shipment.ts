import { z } from 'zod'

import { given } from '../wire/given.ts'
import { openEnum } from '../wire/open-enum.ts'
import { withOrigin } from '../wire/origin.ts'
import { flag, identifier, listOf, numeric, received, text } from '../wire/received.ts'
import { receivingDetails } from '../wire/receiving-details.ts'
import { CARRIER_TYPES } from './carrier-types.ts'
import { inboundShipmentStatus } from './inbound-shipment-status.ts'

const carrier = z.looseObject({
  name: text,
  type: received(openEnum(CARRIER_TYPES)),
  contact_name: text,
  street_line_one: text,
  street_line_two: text,
  street_line_three: text,
  city: text,
  locale: text,
  country: text,
  postal_code: text,
  phone_number: text,
  driver_name: text,
  driver_phone: text,
})

const receivedLine = z.looseObject({
  /** Your id of the SKU. */
  customer_sku_id: text,
  /** MasonHub's id of the SKU. */
  sku_id: text,
  /** Units that were announced. */
  quantity: numeric,
  box_ids: listOf(z.string()),
  /** Units that came. */
  total_quantity_received: numeric,
  not_on_original_shipment: flag,
  /** What came, by inventory status. */
  receiving_details: receivingDetails,
})

const shipmentFields = z
  .looseObject({
    /** MasonHub's id. */
    id: text,
    /** Your id. */
    customer_identifier: identifier,
    customer_purchase_order_id: text,
    manifest_id: text,
    purchase_order_name: text,
    inventory_location_id: text,
    inventory_location_address: text,
    status: received(inboundShipmentStatus),
    inbound_shipment_category: text,
    carrier_information: received(carrier),
    tracking_number: text,
    tracking_url: text,
    box_ids: listOf(z.string()),
    shipper_name: text,
    /** As the contract's examples call `shipper_name`. */
    shipper: text,
    shipper_city: text,
    shipper_locale: text,
    shipper_country: text,
    /** RFC 3339, as are all dates. */
    expected_arrival_date: text,
    arrived_at: text,
    started_receiving_at: text,
    finished_receiving_at: text,
    /** Remarks of who received it. */
    exceptions: text,
    special_instructions: text,
    comments: text,
    line_items: listOf(receivedLine),

    /** In a summary, as are all totals; those of what came are 0 until the shipment is `received`. */
    total_items: numeric,
    total_quantity: numeric,
    total_value: numeric,
    total_cost: numeric,
    total_items_received: numeric,
    total_quantity_received: numeric,
    total_value_received: numeric,
    total_cost_received: numeric,

    /** One more with each change. */
    version: numeric,
    created_at: text,
    updated_at: text,
    /** Empty text and the year 1 stand for "not deleted". */
    deleted_at: text,
  })
  .transform((shipment) => ({
    ...shipment,
    shipper_name: given(shipment.shipper_name) ?? shipment.shipper ?? shipment.shipper_name,
    // A release note has another name for it.
    total_cost_received: shipment.total_cost_received ?? numeric.parse(shipment['total_received_cost']),
  }))

/**
 * A delivery to the warehouse (ASN), in detail or as a summary. Only `customer_identifier` is sure to be there;
 * what is not named here is passed on as it came. Source: MasonHub OpenAPI, `inbound_shipment_detail`,
 * `inbound_shipment_summary`, `carrier_contact`, `inbound_shipment_line_item` and their examples.
 */
export interface InboundShipment extends z.output<typeof shipmentFields> {}

export const inboundShipment: z.ZodType<InboundShipment> = withOrigin(shipmentFields)
