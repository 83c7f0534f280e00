import { describe, expect, it } from 'vitest'

import type { ShopifyRow } from '../../sample/shopify-columns.ts'
import { exportOf, furtherRow, read, readRow, row } from './order-export.ts'

describe('the values of an order', () => {
  it('come out in the shape of the app', async () => {
    expect(await read(exportOf(row(), furtherRow))).toEqual([
      {
        kind: 'order',
        line: 2,
        rows: 2,
        order: {
          name: '#1001',
          customerName: 'Meera Testwala',
          email: 'meera.testwala@example.com',
          phone: '+915555501001',
          currency: 'INR',
          totalMinor: 129_900,
          shipTo: {
            name: 'Meera Testwala',
            streetLineOne: '14, Neem Tree Lane',
            city: 'Pune',
            province: 'MH',
            postalCode: '411001',
            countryCode: 'IN',
          },
          lines: [
            { sku: 'TN-TOT-01', quantity: 2, unitPriceMinor: 54_900 },
            { sku: 'TN-MUG-01', quantity: 1, unitPriceMinor: 20_100 },
          ],
          createdAt: '2026-03-01T04:12:09.000Z',
          warnings: [],
        },
      },
    ])
  })

  it('lose the space around them and keep their accents, composed', async () => {
    const item = await readRow({ 'Shipping Name': ' Jose\u0301\u00A0 Prüfer\n', Name: ' #1001 ' })
    expect(item).toMatchObject({ order: { name: '#1001', shipTo: { name: 'José Prüfer' } } })
  })

  it.each(["'411001", "' 411001", ' 411001 '])(
    'have the postal code %s without its apostrophe',
    async (zip) => {
      expect(await readRow({ 'Shipping Zip': zip })).toMatchObject({
        order: { shipTo: { postalCode: '411001' } },
      })
    },
  )

  it('have the full name of a province whose code is one letter', async () => {
    const spain = { 'Shipping Country': 'ES', 'Shipping Province': 'M', 'Shipping Province Name': 'Madrid' }
    expect(await readRow(spain)).toMatchObject({ order: { shipTo: { province: 'Madrid' } } })
  })

  it('have the total in the smallest unit of its own currency', async () => {
    const yen = { Currency: 'JPY', Total: '1,299', 'Lineitem price': '549' }
    expect(await readRow(yen)).toMatchObject({
      order: { totalMinor: 1299, lines: [{ unitPriceMinor: 549 }] },
    })
  })

  it('count characters and not the units that a computer stores them in', async () => {
    expect(await readRow({ 'Shipping City': '𝒜' })).toMatchObject({ reasons: [{ code: 'city' }] })
  })

  it.each<[ShopifyRow, string, string]>([
    [
      { Name: '#999' },
      'order-number',
      'the order number "#999" is too short: the warehouse takes 5 to 250 characters',
    ],
    [
      { 'Fulfillment Status': 'partial' },
      'fulfillment-status',
      'the order is "partial", so it must not be shipped as a whole',
    ],
    [
      { 'Created at': '2026-02-30 09:42:09 +0530' },
      'created-at',
      'the time of the order "2026-02-30 09:42:09 +0530" is not like 2026-03-01 09:42:09 +0530',
    ],
    [{ 'Created at': '' }, 'created-at', 'the time of the order "" is not like 2026-03-01 09:42:09 +0530'],
    [{ Currency: 'RS' }, 'currency', 'the currency "RS" is not an ISO 4217 code'],
    [{ Total: '12.9.9' }, 'total', 'the total "12.9.9" is not an amount like 1,299.00'],
    [{ Total: '₹ n/a' }, 'total', 'the total "₹ n/a" is not an amount like 1,299.00'],
    [{ 'Lineitem price': '-1.00' }, 'price', 'the price "-1.00" is not an amount like 1,299.00'],
    [{ 'Lineitem sku': ' ' }, 'sku', 'an article has no SKU'],
    [{ 'Lineitem quantity': '0' }, 'quantity', 'the quantity "0" is not a whole number above zero'],
    [
      { 'Lineitem quantity': '2147483648' },
      'quantity',
      'the quantity "2147483648" is not a whole number above zero',
    ],
    [{ 'Lineitem quantity': '1.5' }, 'quantity', 'the quantity "1.5" is not a whole number above zero'],
    [{ 'Lineitem quantity': '-1' }, 'quantity', 'the quantity "-1" is not a whole number above zero'],
    [{ 'Shipping Name': '' }, 'recipient', 'the recipient is missing'],
    [
      { 'Shipping Name': 'x'.repeat(151) },
      'recipient',
      `the recipient "${'x'.repeat(151)}" is too long: the warehouse takes 1 to 150 characters`,
    ],
    [
      { 'Shipping Address1': 'B-4' },
      'street',
      'the first address line "B-4" is too short: the warehouse takes 5 to 100 characters',
    ],
    [
      { 'Shipping Address2': '4B' },
      'street',
      'the second address line "4B" is too short: the warehouse takes 5 to 100 characters',
    ],
    [{ 'Shipping City': 'P' }, 'city', 'the city "P" is too short: the warehouse takes 2 to 100 characters'],
    [{ 'Shipping Province': '' }, 'province', 'the state or province is missing'],
    [{ 'Shipping Zip': '' }, 'postal-code', 'the postal code is missing'],
    [
      { 'Shipping Zip': "'1100" },
      'postal-code',
      'the postal code "1100" is too short: the warehouse takes 5 to 10 characters',
    ],
    [
      { 'Shipping Zip': '110 001 0011' },
      'postal-code',
      'the postal code "110 001 0011" is too long: the warehouse takes 5 to 10 characters',
    ],
    [
      { 'Shipping Country': 'India' },
      'country',
      'the country code "India" is too long: the warehouse takes 2 to 3 characters',
    ],
    [
      { 'Shipping City': 'M\uFFFDnchen' },
      'encoding',
      '"Shipping City" has characters that are not UTF-8: "M\uFFFDnchen"',
    ],
  ])('%o reject the order as %s', async (values, code, message) => {
    expect(await readRow(values)).toEqual({
      kind: 'rejected',
      line: 2,
      rows: 1,
      name: (values.Name ?? '#1001').trim(),
      reasons: [{ code, line: 2, message }],
    })
  })

  it('are all checked, each fault with the line that it is on', async () => {
    const rows = [row({ Total: '?', 'Shipping City': '' }), { ...furtherRow, 'Lineitem sku': '' }]
    expect(await read(exportOf(...rows))).toMatchObject([
      {
        kind: 'rejected',
        line: 2,
        reasons: [
          { code: 'total', line: 2 },
          { code: 'city', line: 2 },
          { code: 'sku', line: 3 },
        ],
      },
    ])
  })

  it.each<[ShopifyRow, string, string]>([
    [{ 'Shipping Phone': '' }, 'no-phone', 'no reward possible: no phone'],
    [
      { 'Shipping Phone': '12345' },
      'no-phone',
      'no reward possible: no phone ("12345" is not a number that can be used)',
    ],
    [{ Email: '' }, 'no-email', 'no reward possible: no e-mail address'],
    [{ Email: 'meera' }, 'no-email', 'no reward possible: no e-mail address ("meera" is not an address)'],
  ])('%o leave an order that can be shipped but not rewarded', async (values, code, message) => {
    const item = await readRow(values)
    expect(item).toMatchObject({ kind: 'order', order: { warnings: [{ code, message }] } })
    expect(item).not.toHaveProperty(code === 'no-phone' ? 'order.phone' : 'order.email')
  })

  it('take the phone from the next column when one cannot be used', async () => {
    expect(await readRow({ 'Shipping Phone': '1', 'Billing Phone': '055555-01002' })).toMatchObject({
      order: { phone: '+915555501002', warnings: [] },
    })
    expect(await readRow({ 'Shipping Phone': '', Phone: '5555501003' })).toMatchObject({
      order: { phone: '+915555501003', warnings: [] },
    })
  })

  it('read a phone by the country of the address that it stands with', async () => {
    const gift = { 'Shipping Country': 'US', 'Shipping Phone': '', 'Billing Phone': '5555501001' }
    expect(await readRow(gift)).toMatchObject({ order: { phone: '+915555501001' } })
  })

  it('name the recipient as the buyer when no buyer is named', async () => {
    expect(await readRow({ 'Billing Name': '' })).toMatchObject({ order: { customerName: 'Meera Testwala' } })
  })
})
