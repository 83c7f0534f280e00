import { describe, expect, test } from 'vitest'

import { anOrder } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'

const coupon = {
  code: 'diwali',
  conditions: { startDate: '2026-10-01', expiryDate: '2026-11-01', perUserLimit: 1 },
  discountType: 'PERC',
  discountValue: 5,
  display: { visibility: 'LISTED', displayTitle: 'Diwali' },
}

test('a cohort is made once, and comes back as it was made', async () => {
  const { hubble, fake } = await setUp()
  const body = { cohortName: 'gold', brandDiscounts: [{ brandKey: 'kitab', discountPercentage: 4.5 }] }
  expect(await hubble.cohorts.create({ body })).toEqual(body)
  expect(fake.store.cohorts).toEqual([body])
  await expect(hubble.cohorts.create({ body })).rejects.toMatchObject({ status: 400 })
})

test('discounts are listed under the vendor’s own spelling', async () => {
  const { hubble } = await setUp()
  expect((await hubble.discounts.list()).slice(0, 2)).toMatchObject([
    { brandKey: 'bazaar', defaultDiscount: 2.5, overridenDiscount: null, rewardType: 'DISCOUNT' },
    { brandKey: 'kitab', defaultDiscount: 2.5, overridenDiscount: 4, rewardType: 'CASHBACK' },
  ])
})

test('a coupon is made, and its answer is not read', async () => {
  const { hubble, fake } = await setUp()
  expect(await hubble.coupons.create({ body: coupon })).toBeUndefined()
  expect(fake.store.coupons).toEqual([{ ...coupon, code: 'DIWALI' }])
})

test('coins are credited once, though the answer was lost, and add up to the balance', async () => {
  const { hubble, fake } = await setUp()
  fake.faults.add({ operation: 'coins.credit', times: 1, fault: { kind: 'drop-after' } })
  const credit = { userId: 'user@1', idempotencyKey: 'welcome', amount: 100.1 }
  const pending = hubble.coins.credit({ body: credit })
  expect(await pending).toMatchObject({ userId: 'user@1', type: 'CREDIT' })
  expect(pending.call.attempts).toHaveLength(2)
  await hubble.coins.credit({ body: { ...credit, idempotencyKey: 'again', amount: 0.2 } })
  expect(await hubble.coins.balance({ userId: 'user@1' })).toMatchObject({
    userId: 'user@1',
    available: 100.3,
    total: 100.3,
  })
})

test('a voucher is read by its id, with its secrets hidden', async () => {
  const { hubble, fake } = await setUp()
  await hubble.placeOrder(anOrder())
  const [card] = fake.ledger.orders[0]?.vouchers ?? []
  const voucher = await hubble.vouchers.get({ voucherId: card?.id ?? '' })
  expect(voucher.cardPin?.reveal()).toBe(card?.cardPin)
  expect(JSON.stringify(voucher)).not.toContain(card?.cardNumber)
  await expect(hubble.vouchers.get({ voucherId: 'none' })).rejects.toMatchObject({ vendor: { id: 'E001' } })
})

test('a delivery is asked for again, and not sent twice by itself', async () => {
  const { hubble, fake } = await setUp()
  const { order } = await hubble.placeOrder(anOrder())
  const input = { orderId: order.id, body: { channels: ['EMAIL'] } }
  await hubble.vouchers.resendDelivery(input)
  expect(fake.resends).toEqual([{ orderId: order.id, channels: ['EMAIL'] }])
  fake.faults.add({ operation: 'vouchers.resendDelivery', times: 1, fault: { kind: 'drop-after' } })
  await expect(hubble.vouchers.resendDelivery(input)).rejects.toMatchObject({ code: 'CONNECTION' })
  expect(fake.resends).toHaveLength(2)
})

test('the store is searched beside the partner’s prefix, lists as repeated keys', async () => {
  const { hubble, fake } = await setUp()
  const found = await hubble.store.search({ category: ['BOOKS', 'FOOD'] })
  expect(found).toMatchObject({ data: [{ title: 'Kitab' }, { title: 'Chaiwala' }] })
  expect(fake.requests.at(-1)?.path).toBe('/v3/store/products/search?category=BOOKS&category=FOOD')
})

describe('what breaks a rule is not sent', () => {
  test.each([
    [
      'a cohort without discounts',
      'cohorts.create',
      { cohortName: 'x', brandDiscounts: [] },
      'brandDiscounts',
    ],
    [
      'a discount above 100 %',
      'cohorts.create',
      { cohortName: 'x', brandDiscounts: [{ brandKey: 'a', discountPercentage: 101 }] },
      'discountPercentage',
    ],
    [
      'a coupon that ends before it begins',
      'coupons.create',
      { ...coupon, conditions: { startDate: '2026-02-01', expiryDate: '2026-01-31' } },
      'expiryDate',
    ],
    [
      'a day that there is not',
      'coupons.create',
      { ...coupon, conditions: { startDate: '2026-02-30', expiryDate: '2026-03-31' } },
      'startDate',
    ],
    ['a field that is misspelled', 'coupons.create', { ...coupon, discountTyp: 'PERC' }, 'discountTyp'],
    ['a credit of nothing', 'coins.credit', { userId: 'u', idempotencyKey: 'k', amount: 0 }, 'amount'],
    [
      'a credit of a part of a paisa',
      'coins.credit',
      { userId: 'u', idempotencyKey: 'k', amount: 0.001 },
      'amount',
    ],
  ])('%s', async (_, operation, body, field) => {
    const { hubble, fake } = await setUp()
    const call =
      operation === 'cohorts.create'
        ? hubble.cohorts.create({ body: body as never })
        : operation === 'coupons.create'
          ? hubble.coupons.create({ body: body as never })
          : hubble.coins.credit({ body: body as never })
    await expect(call).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [expect.stringContaining(field)],
    })
    expect(fake.requests).toEqual([])
  })
})
