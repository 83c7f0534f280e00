import { z } from 'zod'

import { listOf, numeric, received, text } from '../wire/received.ts'
import { shipmentStatus } from './order-status.ts'
import { serviceLevel, shippingProvider } from './order-words.ts'

const lotInfo = z.looseObject({
  lot_number: text,
  expiry_date: text,
  quantity: numeric,
  serial_ids: listOf(z.string()),
})

const shipmentLineItem = z.looseObject({
  /** Your id of the SKU. */
  sku_customer_id: text,
  quantity: numeric,
  sku_id: text,
  price: numeric,
  calculated_discount: numeric,
  serial_ids: listOf(z.string()),
  lot_expiries_serial_info: listOf(lotInfo),
  /** Of a kit. */
  child_sku_lot_expiries_serial_info: listOf(
    z.looseObject({
      sku_id: text,
      sku_customer_id: text,
      quantity: numeric,
      serial_ids: listOf(z.string()),
      lot_expiries_serial_info: listOf(lotInfo),
    }),
  ),
})

const shipmentFields = z
  .looseObject({
    id: text,
    /** The shipping system's id. */
    shipment_id: text,
    status: received(shipmentStatus),
    /** Your id of the order. */
    customer_order_id: text,
    shipping_provider: received(shippingProvider),
    shipper_service_level: received(serviceLevel),
    /** As the contract's schema of an order event calls it. */
    shipping_service_level: received(serviceLevel),
    tracking_number: text,
    tracking_url: text,
    /** When it left the warehouse. RFC 3339. */
    shipment_date_time: text,
    shipment_line_items: listOf(shipmentLineItem),
    /** In the unit of `shipment_weight_uom`. */
    shipment_weight: numeric,
    shipment_weight_uom: text,
    warehouse_id: numeric,
    inventory_location_short_code: text,
    carton_id: text,
    pack_type: text,
    carton_length: numeric,
    carton_width: numeric,
    carton_height: numeric,
    carton_weight: numeric,
    scac: text,
    bol: text,
    auth_number: text,
    carrier_pro_number: text,
  })
  .transform((parcel) => ({
    ...parcel,
    shipper_service_level: parcel.shipper_service_level ?? parcel.shipping_service_level,
  }))

/** A parcel of an order. Source: MasonHub OpenAPI, `order_shipment` and its examples. */
export interface Shipment extends z.output<typeof shipmentFields> {}

export const shipment: z.ZodType<Shipment> = shipmentFields
