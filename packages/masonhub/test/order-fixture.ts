import type { OrderInput } from '../src/index.ts'

/** An order that MasonHub takes. */
export function anOrder(customerIdentifier: string, changes: Partial<OrderInput> = {}): OrderInput {
  return {
    customer_identifier: customerIdentifier,
    shipper_service_level: 'ground',
    shipping_address_name: 'Asha Rao',
    shipping_address_street_line_one: '12 Marine Drive',
    shipping_address_city: 'Mumbai',
    shipping_address_locale: 'MH',
    shipping_address_postal_code: '400001',
    shipping_address_country_code: 'IN',
    submitted_at: '2026-03-01T04:12:09Z',
    line_items: [{ sku_customer_id: 'MUG-BLUE', quantity: 1 }],
    ...changes,
  }
}

/** `ORDER-1` to `ORDER-n`. */
export function orders(count: number): OrderInput[] {
  return Array.from({ length: count }, (_, index) => anOrder(`ORDER-${index + 1}`))
}
