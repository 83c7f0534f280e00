import { z } from 'zod'

import { openEnum } from '../wire/open-enum.ts'
import { listOf, numeric, received, text } from '../wire/received.ts'
import { localization } from './localization.ts'
import { orderStatus } from './order-status.ts'
import { ORDER_TYPES, serviceLevel, shippingProvider } from './order-words.ts'

const fulfillmentLineItem = z.looseObject({
  sku_id: text,
  sku_warehouse_id: numeric,
  quantity: numeric,
  price: numeric,
  calculated_discount: numeric,
})

const fulfillmentFields = z.looseObject({
  id: text,
  status: received(orderStatus),
  customer_identifier: text,
  packing_slip_order_id: text,
  order_type: received(openEnum(ORDER_TYPES)),
  account_slug: text,
  account_name: text,
  warehouse_id: numeric,
  inventory_location_id: text,
  inventory_location_short_code: text,
  shipping_provider: received(shippingProvider),
  shipper_service_level: received(serviceLevel),
  shipping_address_name: text,
  shipping_address_street_line_one: text,
  shipping_address_street_line_two: text,
  shipping_address_city: text,
  shipping_address_locale: text,
  shipping_address_postal_code: text,
  shipping_address_country_code: text,
  shipping_address_phone_number: text,
  shipping_address_type: text,
  value_added_services: listOf(z.string()),
  fulfillment_line_items: listOf(fulfillmentLineItem),
  customer_email: text,
  invoice_message: text,
  gift_message: text,
  special_instructions: text,
  trading_partner_name: text,
  order_localization: localization,
  submitted_at: text,
  ship_start_date: text,
  ship_end_date: text,
})

/** The part of an order that one warehouse ships. Source: the examples of MasonHub OpenAPI; its schema has none. */
export interface Fulfillment extends z.output<typeof fulfillmentFields> {}

export const fulfillment: z.ZodType<Fulfillment> = fulfillmentFields
