import type { ShopOrder } from '../../src/orders-csv/index.ts'

/** An order as the file of a shop gives it, of one piece. */
export function anOrder(name: string, sku = 'A'): ShopOrder {
  return {
    name,
    customerName: 'Asha Rao',
    currency: 'INR',
    totalMinor: 300_000,
    shipTo: {
      name: 'Asha Rao',
      streetLineOne: '1, Main Road',
      city: 'Pune',
      province: 'MH',
      postalCode: '411001',
      countryCode: 'IN',
    },
    lines: [{ sku, quantity: 1, unitPriceMinor: 300_000 }],
    createdAt: '2026-03-01T00:00:00.000Z',
    warnings: [],
  }
}
