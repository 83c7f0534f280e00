import { z } from 'zod'

import { customerIdentifier, moment, textOf } from '../wire/sent.ts'
import { ORDER_TYPES, serviceLevel, shippingProvider } from './order-words.ts'

const addressType = z.enum(['residential', 'business', 'commercial'])
const pieces = z.int().min(1)

/** Which stock to take: in the examples of MasonHub OpenAPI, not in its schema. */
const pickFrom = z.strictObject({
  /** `purchase_order`, `lot_number` or `expiration_date`. */
  match_type: z.string().min(1),
  match_value: z.array(z.string().min(1)).readonly(),
  /** `hard`: must match. `soft`: prefer. */
  match_style: z.enum(['hard', 'soft']),
})

const lineItem = z.strictObject({
  /** Your id of the SKU. */
  sku_customer_id: z.string().min(1),
  quantity: pieces,
  /** Of one piece. */
  price: z.number().optional(),
  total_discount: z.number().optional(),
  promised_delivery_date: moment.optional(),
  estimated_delivery_date: moment.optional(),
  buyer_part_number: z.string().optional(),
  /** Only in a wholesale example of the contract. */
  sku_id: z.string().optional(),
  pick_from: z.array(pickFrom).readonly().optional(),
})

const localization = z.strictObject({
  country_code: textOf(2, 2).optional(),
  tax_id_value: z.string().optional(),
})

const fields = z.strictObject({
  /** Your id of the order, unique in the account; 5 to 250 characters, none of them a comma. */
  customer_identifier: customerIdentifier,
  /** Printed in place of the id; need not be unique. */
  packing_slip_order_id: textOf(1, 22).optional(),
  /** The same, as an example of the contract calls it. */
  packing_slip_order_id_override: textOf(1, 22).optional(),
  /** Default `'customer'`: ship to a consumer. */
  order_type: z.enum(ORDER_TYPES).default('customer'),
  /** 1 is the most urgent, 10,000 the least. The vendor's default is 100. */
  priority: z.int().min(1).max(10_000).optional(),
  /** Default `'masonhub'`: the warehouse chooses. */
  shipping_provider: shippingProvider.default('masonhub'),
  /** The known levels, or one that was agreed for your account. */
  shipper_service_level: serviceLevel,
  /** The ids of services that were agreed for your account. */
  value_added_services: z.array(z.string().min(1)).max(10).readonly().optional(),
  gift_message: z.string().max(500).optional(),
  special_instructions: z.string().optional(),
  customer_email: z.string().optional(),

  shipping_address_name: textOf(1, 150),
  shipping_address_street_line_one: textOf(5, 100),
  shipping_address_street_line_two: textOf(5, 100).optional(),
  shipping_address_city: textOf(2, 100),
  /** State or province. */
  shipping_address_locale: textOf(2, 100),
  shipping_address_postal_code: textOf(5, 10),
  shipping_address_country_code: textOf(2, 3),
  shipping_address_phone_number: textOf(10, 15).optional(),
  /** In every example of the contract, not in its schema. */
  shipping_address_type: addressType.optional(),

  billing_address_name: textOf(1, 150).optional(),
  billing_address_street_line_one: textOf(5, 100).optional(),
  billing_address_street_line_two: textOf(5, 100).optional(),
  billing_address_city: textOf(2, 100).optional(),
  billing_address_locale: textOf(2, 100).optional(),
  billing_address_postal_code: textOf(5, 10).optional(),
  billing_address_country_code: textOf(2, 3).optional(),
  billing_address_phone_number: textOf(10, 15).optional(),
  /** As the contract's examples call it. */
  billing_address_type: addressType.optional(),
  /** As the contract's schema calls it. */
  billing_address_address_type: addressType.optional(),

  /** A personal tax or customs id, which some countries demand. */
  order_localization: localization.optional(),
  /** `'forceBackorder'`: units that are not there are owed. */
  backorder_policy: z.enum(['forceBackorder', 'default']).optional(),
  /** Overrides the account's; `'ManualRouting'` needs `forced_inventory_location_id`. */
  routing_policy: z.enum(['ManualRouting', 'DestinationOnly', 'DestinationAndInventory']).optional(),
  forced_inventory_location_id: z.string().min(1).optional(),
  /** Overrides the account's. */
  split_policy: z.enum(['manual', 'auto']).optional(),

  /** When it was placed in your system. */
  submitted_at: moment,
  /** The ship window of a retailer. */
  ship_after_date: moment.optional(),
  ship_before_date: moment.optional(),
  department: z.string().optional(),
  master_po_number: z.string().optional(),
  final_destination_location: z.string().optional(),
  trade_partner_name: z.string().optional(),
  vendor_number: z.string().optional(),
  distribution_center: z.string().optional(),
  edi_field_one: z.string().optional(),
  edi_field_two: z.string().optional(),
  edi_field_three: z.string().optional(),
  edi_field_four: z.string().optional(),

  currency_code: textOf(1, 3).optional(),
  /** Before discounts. */
  total_line_items_price: z.number().optional(),
  total_discounts: z.number().optional(),
  /** `total_line_items_price` less `total_discounts`. */
  total_price: z.number().optional(),
  /** Your own keys and values. */
  meta_data: z.record(z.string(), z.unknown()).nullable().optional(),
  /** At least one; the contract does not say so, the vendor's guides do. */
  line_items: z.array(lineItem).min(1).readonly(),
})

const orderFields = fields.refine(
  (order) => order.routing_policy !== 'ManualRouting' || order.forced_inventory_location_id !== undefined,
  { path: ['forced_inventory_location_id'], message: 'is required with routing_policy "ManualRouting"' },
)

export const ORDER_FIELDS = fields.keyof().options
export const ORDER_LINE_FIELDS = lineItem.keyof().options
export const LOCALIZATION_FIELDS = localization.keyof().options
export const PICK_FROM_FIELDS = pickFrom.keyof().options

/**
 * An order to be created. Source: MasonHub OpenAPI, `order`, and its examples for what is marked so. A key that
 * is not here is refused: the vendor would not say that it ignored it.
 */
export interface OrderInput extends z.input<typeof orderFields> {}
export interface OrderLineInput extends z.input<typeof lineItem> {}

/** An order that was checked, with its defaults. */
export interface CheckedOrder extends z.output<typeof orderFields> {}

export const orderInput: z.ZodType<CheckedOrder, OrderInput> = orderFields
