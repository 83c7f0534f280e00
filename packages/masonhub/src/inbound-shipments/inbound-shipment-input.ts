import { z } from 'zod'

import { openEnum } from '../wire/open-enum.ts'
import { customerIdentifier, moment, textOf } from '../wire/sent.ts'
import { CARRIER_TYPES } from './carrier-types.ts'

const line = textOf(5, 100)
const boxIds = z.array(z.string().min(1)).readonly()

const carrier = z.strictObject({
  name: textOf(2, 100).optional(),
  type: openEnum(CARRIER_TYPES).optional(),
  contact_name: textOf(2, 100).optional(),
  street_line_one: line.optional(),
  street_line_two: line.optional(),
  street_line_three: line.optional(),
  city: textOf(2, 100).optional(),
  locale: textOf(2, 100).optional(),
  country: textOf(2, 40).optional(),
  postal_code: textOf(5, 10).optional(),
  phone_number: textOf(10, 15).optional(),
  driver_name: textOf(2, 50).optional(),
  driver_phone: textOf(10, 15).optional(),
})

const lineItem = z.strictObject({
  /** Your id of the SKU, which must exist. */
  customer_sku_id: z.string().min(1),
  /** MasonHub's id of the SKU. */
  sku_id: z.string().min(1).optional(),
  quantity: z.int().min(1),
  /** The cartons that it is in. */
  box_ids: boxIds.optional(),
})

const reference = textOf(1, 20)

const createFields = z.strictObject({
  /** Your id of the shipment, unique in the account; 5 to 250 characters, none of them a comma. */
  customer_identifier: customerIdentifier,
  /** Several shipments may have the same. */
  customer_purchase_order_id: textOf(1, 250),
  /** For people to read. Required by the contract, and absent from its examples. */
  manifest_id: reference,
  /** For people to read. Required by the contract, and absent from its examples. */
  purchase_order_name: reference,
  /** Where it goes: MasonHub's id, as `inventory.locations` has it. */
  inventory_location_id: z.string().min(1),
  /** A label of your own. */
  inbound_shipment_category: textOf(1, 20).optional(),
  carrier_information: carrier.optional(),
  tracking_number: textOf(1, 50).optional(),
  tracking_url: z.string().optional(),
  /** Required by the warehouse where purchase orders share cartons, or a SKU is in several. */
  box_ids: boxIds.optional(),
  shipper_name: textOf(2, 150),
  shipper_city: textOf(2, 100).optional(),
  shipper_locale: textOf(2, 10).optional(),
  /** Two letters. */
  shipper_country: textOf(2, 2).optional(),
  expected_arrival_date: moment,
  special_instructions: z.string().optional(),
  comments: z.string().max(250).optional(),
  line_items: z.array(lineItem).min(1).readonly(),
})

/** A record that was made without the two references can be changed without them. */
const updateFields = createFields.partial({ manifest_id: true, purchase_order_name: true })

export const INBOUND_SHIPMENT_FIELDS = createFields.keyof().options
export const CARRIER_FIELDS = carrier.keyof().options
export const INBOUND_LINE_FIELDS = lineItem.keyof().options

/**
 * A delivery to the warehouse (ASN) to be announced. Source: MasonHub OpenAPI, `inbound_shipment_detail`. A key
 * that is not here is refused: the vendor would not say that it ignored it.
 */
export interface InboundShipmentInput extends z.input<typeof createFields> {}
export interface CheckedInboundShipment extends z.output<typeof createFields> {}

/** A delivery as it is to be from now on: what is left out is lost. Only while it is `open`. */
export interface InboundShipmentUpdate extends z.input<typeof updateFields> {}
export interface CheckedInboundShipmentUpdate extends z.output<typeof updateFields> {}

export const inboundShipmentInput: z.ZodType<CheckedInboundShipment, InboundShipmentInput> = createFields
export const inboundShipmentUpdate: z.ZodType<CheckedInboundShipmentUpdate, InboundShipmentUpdate> =
  updateFields
