import type { OrderInput } from '@tenon/masonhub'

import type { ShopOrder } from '../orders-csv/index.ts'

/** The shop's order in the warehouse's terms. The order number is the identifier on both sides. */
export function toMasonHubOrder(order: ShopOrder): OrderInput {
  const { shipTo } = order
  return {
    customer_identifier: order.name,
    order_type: 'customer',
    shipping_provider: 'masonhub',
    shipper_service_level: 'ground',
    ...(order.email !== undefined && { customer_email: order.email }),
    shipping_address_name: shipTo.name,
    shipping_address_street_line_one: shipTo.streetLineOne,
    ...(shipTo.streetLineTwo !== undefined && { shipping_address_street_line_two: shipTo.streetLineTwo }),
    shipping_address_city: shipTo.city,
    shipping_address_locale: shipTo.province,
    shipping_address_postal_code: shipTo.postalCode,
    shipping_address_country_code: shipTo.countryCode,
    ...(order.phone !== undefined && { shipping_address_phone_number: order.phone }),
    submitted_at: order.createdAt,
    currency_code: order.currency,
    total_price: order.totalMinor / 100,
    line_items: order.lines.map((line) => ({
      sku_customer_id: line.sku,
      quantity: line.quantity,
      price: line.unitPriceMinor / 100,
    })),
  }
}
