import { z } from 'zod'

import { openEnum } from '../wire/open-enum.ts'
import { identifier, listOf, numeric, received, text } from '../wire/received.ts'
import { fulfillment } from './fulfillment.ts'
import { localization } from './localization.ts'
import { orderStatus } from './order-status.ts'
import { ORDER_TYPES, serviceLevel, shippingProvider } from './order-words.ts'
import { shipment } from './shipment.ts'

const anyObject = z.looseObject({})

const receivedLineItem = z.looseObject({
  /** Your id of the SKU. */
  sku_customer_id: text,
  quantity: numeric,
  /** Of one piece. */
  price: numeric,
  total_discount: numeric,
  promised_delivery_date: text,
  estimated_delivery_date: text,
  buyer_part_number: text,
  /** Which stock to take; in examples only, as is all that follows. */
  pick_from: listOf(z.looseObject({ match_type: text, match_value: listOf(z.string()), match_style: text })),
  /** Your id of the SKU, in a wholesale example. */
  sku_id: text,
  /** The vendor's spelling. */
  duites: numeric,
  sku_warehouse_id: numeric,
  product_name: text,
  product_title: text,
  currency_code: text,
})

const short = z.looseObject({ sku_customer_id: text, quantity: numeric, reason: text })

/** In a summary. */
const trackingNumber = z.looseObject({
  shipping_provider: text,
  tracking_number: text,
  tracking_url: text,
  skus: listOf(anyObject),
})

/** What MasonHub tells about an order: of it `Order` and `OrderEvent` are made. */
export const orderFields = z.looseObject({
  /** MasonHub's id. */
  id: text,
  /** Your id. */
  customer_identifier: identifier,
  packing_slip_order_id: text,
  order_type: received(openEnum(ORDER_TYPES)),
  status: received(orderStatus),
  /** In examples only: what a `completed` order came to. */
  substatus: received(orderStatus),
  /** 1 is the most urgent. */
  priority: numeric,
  version: numeric,
  shipping_provider: received(shippingProvider),
  shipper_service_level: received(serviceLevel),
  value_added_services: listOf(z.string()),
  gift_message: text,
  special_instructions: text,
  customer_email: text,
  /** In examples only, as is `feedback`. */
  shipping_name: text,
  feedback: received(anyObject),

  shipping_address_name: text,
  shipping_address_street_line_one: text,
  shipping_address_street_line_two: text,
  shipping_address_city: text,
  shipping_address_locale: text,
  shipping_address_postal_code: text,
  shipping_address_country_code: text,
  shipping_address_phone_number: text,
  shipping_address_type: text,
  /** As the warehouse corrected it; in examples only. */
  corrected_shipping_address_street_line_one: text,
  corrected_shipping_address_street_line_two: text,
  corrected_shipping_address_city: text,
  corrected_shipping_address_locale: text,
  corrected_shipping_address_postal_code: text,
  corrected_shipping_address_country_code: text,
  billing_address_name: text,
  billing_address_street_line_one: text,
  billing_address_street_line_two: text,
  billing_address_city: text,
  billing_address_locale: text,
  billing_address_postal_code: text,
  billing_address_country_code: text,
  billing_address_phone_number: text,
  billing_address_type: text,
  billing_address_address_type: text,
  order_localization: localization,

  backorder_policy: text,
  routing_policy: text,
  split_policy: text,
  forced_inventory_location_id: text,
  suggested_inventory_location_id: text,
  warehouse_id: numeric,
  department: text,
  master_po_number: text,
  final_destination_location: text,
  trade_partner_name: text,
  vendor_number: text,
  distribution_center: text,
  edi_field_one: text,
  edi_field_two: text,
  edi_field_three: text,
  edi_field_four: text,
  scac: text,
  bol: text,
  auth_number: text,
  carrier_pro_number: text,

  currency_code: text,
  total_line_items_price: numeric,
  total_discounts: numeric,
  total_price: numeric,
  original_total_duties: numeric,
  meta_data: received(anyObject),

  line_items: listOf(receivedLineItem),
  fulfillments: listOf(fulfillment),
  shipments: listOf(shipment),
  /** Units that were not shipped. */
  shorts: listOf(short),
  /** In a summary, as are the next three. */
  number_of_skus: numeric,
  number_of_shipments: numeric,
  total_value: numeric,
  tracking_numbers: listOf(trackingNumber),

  /** When it was placed in your system. RFC 3339, as are all dates. */
  submitted_at: text,
  ship_after_date: text,
  ship_before_date: text,
  delivered_at: text,
  created_at: text,
  updated_at: text,
  /** Empty text and the year 1 stand for "not deleted". */
  deleted_at: text,
})
