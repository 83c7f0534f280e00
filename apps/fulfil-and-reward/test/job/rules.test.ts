import { expect, test } from 'vitest'

import { planReward } from '../../src/job/plan-reward.ts'
import { referenceId } from '../../src/job/reference-id.ts'
import type { ShopOrder } from '../../src/orders-csv/index.ts'

const rule = { thresholdMinor: 250_000, amountMinor: 50_000, productId: undefined, referencePrefix: 'shop' }
const order: ShopOrder = {
  name: '#1001',
  customerName: 'Zoë',
  email: 'zoe@example.com',
  phone: '+919876543210',
  currency: 'INR',
  totalMinor: 250_001,
  shipTo: {
    name: 'Zoë',
    streetLineOne: '1 Street',
    city: 'Pune',
    province: 'MH',
    postalCode: '411001',
    countryCode: 'IN',
  },
  lines: [{ sku: 'A', quantity: 1, unitPriceMinor: 250_001 }],
  createdAt: '2026-01-01T00:00:00Z',
  warnings: [],
}

test('a reference is the same for the same order, and another for every other', () => {
  const names = ['#1001', '1001', '#10-01', '#1001 ', 'x'.repeat(250), '#é', '# ']
  const references = names.map((name) => referenceId('a-shop-of-16-cha', name))
  expect(references).toEqual(names.map((name) => referenceId('a-shop-of-16-cha', name)))
  expect(new Set(references).size).toBe(names.length)
  for (const reference of references) expect(reference).toMatch(/^[A-Za-z0-9_-]{1,40}$/)
})

test('an order above the threshold is rewarded, one at it is not', () => {
  expect(planReward(order, rule)).toEqual({ reward: 'waiting' })
  expect(planReward({ ...order, totalMinor: 250_000 }, rule).reward).toBe('none')
})

test('an order in another currency, or of a customer who cannot be reached, is not rewarded, and it is said why', () => {
  expect(planReward({ ...order, currency: 'USD' }, rule).note).toBe('not in rupees')
  const warnings = [{ code: 'no-phone' as const, message: '' }]
  expect(planReward({ ...order, warnings }, rule).note).toBe('above the threshold, but no-phone')
})
