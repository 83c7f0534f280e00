import fc from 'fast-check'
import { expect, it } from 'vitest'

import type { ShopifyRow } from '../../sample/shopify-columns.ts'
import type { ShopOrder } from '../../src/orders-csv/index.ts'
import { exportOf, read } from './order-export.ts'

/** A text that cleaning leaves as it is, of so many characters. */
function text(shortest: number, longest: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'grapheme', minLength: shortest, maxLength: longest })
    .map((drawn) => drawn.normalize('NFC').replace(/\s+/g, ' ').trim().normalize('NFC'))
    .filter((drawn) => {
      const { length } = Array.from(drawn)
      return length >= shortest && length <= longest && !/\uFFFD|^'/.test(drawn)
    })
}

const order: fc.Arbitrary<ShopOrder> = fc.record(
  {
    name: text(5, 30).filter((name) => !name.includes(',')),
    customerName: text(1, 40),
    email: fc.stringMatching(/^[a-z]{1,10}@example\.(com|org)$/),
    phone: fc.stringMatching(/^\+91[1-9]\d{9}$/),
    currency: fc.constant('INR'),
    totalMinor: fc.integer({ min: 0, max: 99_999_999 }),
    shipTo: fc.record(
      {
        name: text(1, 150),
        streetLineOne: text(5, 100),
        streetLineTwo: text(5, 100),
        city: text(2, 100),
        province: text(2, 100),
        postalCode: text(5, 10),
        countryCode: fc.constantFrom('IN', 'GB', 'USA'),
      },
      { requiredKeys: ['name', 'streetLineOne', 'city', 'province', 'postalCode', 'countryCode'] },
    ),
    lines: fc.array(
      fc.record({
        sku: text(1, 30),
        quantity: fc.integer({ min: 1, max: 9999 }),
        unitPriceMinor: fc.integer({ min: 0, max: 9_999_999 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    createdAt: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().replace(/\d{3}Z$/, '000Z')),
    warnings: fc.constant([]),
  },
  {
    requiredKeys: [
      'name',
      'customerName',
      'email',
      'phone',
      'currency',
      'totalMinor',
      'shipTo',
      'lines',
      'createdAt',
      'warnings',
    ],
  },
)

function rowsOf({ name, shipTo, lines, ...order }: ShopOrder, notes: string): ShopifyRow[] {
  return lines.map((line, place) => ({
    Name: name,
    ...(place === 0 && {
      Email: order.email ?? '',
      'Financial Status': 'paid',
      Currency: order.currency,
      Total: (order.totalMinor / 100).toLocaleString('en-IN', { minimumFractionDigits: 2 }),
      'Created at': order.createdAt.replace('T', ' ').replace('.000Z', ' +0000'),
      'Billing Name': order.customerName,
      'Shipping Name': shipTo.name,
      'Shipping Address1': shipTo.streetLineOne,
      'Shipping Address2': shipTo.streetLineTwo ?? '',
      'Shipping City': shipTo.city,
      'Shipping Zip': `'${shipTo.postalCode}`,
      'Shipping Province': shipTo.province,
      'Shipping Country': shipTo.countryCode,
      'Shipping Phone': order.phone ?? '',
      Notes: notes,
    }),
    'Lineitem quantity': String(line.quantity),
    'Lineitem price': (line.unitPriceMinor / 100).toFixed(2),
    'Lineitem sku': line.sku,
  }))
}

it('any valid orders that are written as an export are read back as they were, however the bytes arrive', async () => {
  const note = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'ß', ' ', '#1001') })
  const orders = fc.uniqueArray(fc.tuple(order, note), { maxLength: 5, selector: ([{ name }]) => name })
  const file = fc.record({ orders, chunkSize: fc.integer({ min: 1, max: 4000 }), hasMark: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(file, async ({ orders, chunkSize, hasMark }) => {
      const csv = exportOf(...orders.flatMap(([order, notes]) => rowsOf(order, notes)))
      const bytes = Buffer.from(hasMark ? `\uFEFF${csv}` : csv)
      const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, place) =>
        bytes.subarray(place * chunkSize, (place + 1) * chunkSize),
      )
      let line = 2
      const expected = orders.map(([order, notes]) => {
        const item = { kind: 'order', line, rows: order.lines.length, order }
        line += order.lines.length + (notes.match(/\n/g)?.length ?? 0)
        return item
      })
      expect(await read(chunks)).toEqual(expected)
    }),
  )
})
