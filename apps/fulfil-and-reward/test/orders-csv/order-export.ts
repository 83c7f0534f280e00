import { shopifyColumns, type ShopifyRow } from '../../sample/shopify-columns.ts'
import { shopifyCsvLine } from '../../sample/shopify-csv-line.ts'
import { readOrders, type OrderFileInput, type OrderFileItem } from '../../src/orders-csv/index.ts'

/** The only row of an order in which everything is right. */
export const goodRow: ShopifyRow = {
  Name: '#1001',
  Email: 'meera.testwala@example.com',
  'Financial Status': 'paid',
  'Fulfillment Status': 'unfulfilled',
  Currency: 'INR',
  Total: '1299.00',
  'Created at': '2026-03-01 09:42:09 +0530',
  'Lineitem quantity': '2',
  'Lineitem name': 'Canvas Tote',
  'Lineitem price': '549.00',
  'Lineitem sku': 'TN-TOT-01',
  'Billing Name': 'Meera Testwala',
  'Billing Country': 'IN',
  'Shipping Name': 'Meera Testwala',
  'Shipping Address1': '14, Neem Tree Lane',
  'Shipping City': 'Pune',
  'Shipping Zip': '411001',
  'Shipping Province': 'MH',
  'Shipping Country': 'IN',
  'Shipping Phone': '+91 55555 01001',
}

/** A further row of the same order. */
export const furtherRow: ShopifyRow = {
  Name: '#1001',
  'Lineitem quantity': '1',
  'Lineitem price': '201.00',
  'Lineitem sku': 'TN-MUG-01',
}

/** The good row with some values of its own. */
export function row(values: ShopifyRow = {}): ShopifyRow {
  return { ...goodRow, ...values }
}

/** An export with these rows: the header is line 1. */
export function exportOf(...rows: readonly ShopifyRow[]): string {
  return [shopifyCsvLine(shopifyColumns), ...rows.map(csvLine)].join('')
}

/** One row as it stands in the file. */
export function csvLine(values: ShopifyRow): string {
  return shopifyCsvLine(shopifyColumns.map((column) => values[column] ?? ''))
}

/** Everything that comes out of a file. */
export async function read(input: string | OrderFileInput): Promise<OrderFileItem[]> {
  const items: OrderFileItem[] = []
  for await (const item of readOrders(typeof input === 'string' ? [input] : input)) items.push(item)
  return items
}

/** What one row comes to, if it is all there is in a file. */
export async function readRow(values: ShopifyRow): Promise<OrderFileItem | undefined> {
  const [item] = await read(exportOf(row(values)))
  return item
}
