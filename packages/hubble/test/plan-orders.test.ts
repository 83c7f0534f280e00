import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { checkOrder, createMemoryOrderJournal, planOrders, type OrderRequest } from '../src/index.ts'
import { productId } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'
import { fixedProduct, flexibleProduct } from './support/split-products.ts'

const limits = { perOrder: 10, perDenomination: 5, kinds: 3, least: 100, most: 10_000 }
const fixed = fixedProduct([100, 200, 500, 1000], limits)
const flexible = flexibleProduct({ ...limits, from: 50, to: 2000 })

function order(amount: number, referenceId = 'acme-7') {
  return { productId: productId('Bazaar'), referenceId, amount }
}

function shown(orders: readonly OrderRequest[]): string[] {
  return orders.map(({ referenceId, amount }) => `${referenceId} ${amount}`)
}

describe('an amount becomes', () => {
  test.each([
    ['one order, with the reference as it is', fixed, 1200, ['acme-7 1200']],
    ['as few orders as there can be', fixed, 15_000, ['acme-7 7500', 'acme-7-2 7500']],
    [
      'orders of which the last has the rest',
      flexible,
      25_000,
      ['acme-7 10000', 'acme-7-2 10000', 'acme-7-3 5000'],
    ],
    [
      'orders alike, where the rest would be too little',
      flexible,
      20_050,
      ['acme-7 6684', 'acme-7-2 6683', 'acme-7-3 6683'],
    ],
  ])('%s', (_, product, amount, expected) => {
    const plan = planOrders({ order: order(amount), product })
    expect(shown(plan.possible ? plan.orders : [])).toEqual(expected)
  })

  test('no orders where the limits do not let it, and the neighbours are told', () => {
    expect(planOrders({ order: order(130), product: fixed })).toEqual({
      possible: false,
      reason: 'no-combination',
      below: 100,
      above: 200,
    })
    expect(planOrders({ order: order(50), product: fixed })).toMatchObject({
      reason: 'order-minimum',
      above: 100,
    })
  })

  test('orders whose references are too long only where they are', () => {
    const reference = 'x'.repeat(38)
    expect(planOrders({ order: order(15_000, reference), product: fixed }).possible).toBe(true)
    expect(() => planOrders({ order: order(150_000, reference), product: fixed })).toThrow('41 characters')
  })

  test('2,000 random plans that add up, each order within every limit and with a reference of its own', () => {
    const random = createSeededRandom(3)
    const wrong: unknown[] = []
    for (let round = 0; round < 2_000; round += 1) {
      const product = round % 2 === 0 ? fixed : flexible
      const amount =
        round % 2 === 0 ? 100 * Math.ceil(random.fraction() * 600) : Math.ceil(random.fraction() * 6e6) / 100
      const plan = planOrders({ order: order(amount), product })
      const orders = plan.possible ? plan.orders : []
      const paise = orders.reduce((sum, each) => sum + Math.round(each.amount * 100), 0)
      const problems = orders.flatMap((each) => checkOrder(each, { ...product, status: 'ACTIVE' }))
      const references = new Set(orders.map(({ referenceId }) => referenceId))
      const isRight = plan.possible
        ? paise === Math.round(amount * 100) && problems.length === 0 && references.size === orders.length
        : amount < 100
      if (!isRight) wrong.push({ amount, plan, problems })
    }
    expect(wrong).toEqual([])
  })
})

test('a plan that is made anew from a product that changed is refused, not bought on top', async () => {
  const { fake, hubble } = await setUp(
    {},
    { journal: createMemoryOrderJournal(), ordering: { checks: 'off' } },
  )
  const plans = [10_000, 500].map((most) =>
    planOrders({ order: order(1_000), product: fixedProduct([500], { ...limits, most }) }),
  )
  const [before, after] = plans.map((plan) => (plan.possible ? plan.orders : []))
  expect([before?.length, after?.length]).toEqual([1, 2])
  for (const each of before ?? []) await hubble.placeOrder(each)
  const again = (after ?? []).reduce<Promise<unknown>>(
    (earlier, each) => earlier.then(() => hubble.placeOrder(each)),
    Promise.resolve(),
  )
  await expect(again).rejects.toThrow('was used for an order with other details')
  expect(fake.ledger.debits).toMatchObject([{ amount: 1_000 }])
})

test('a plan is placed, and placed again without ordering anything twice', async () => {
  const { fake, hubble } = await setUp({}, { journal: createMemoryOrderJournal() })
  const product = await hubble.products.get({ productId: productId('Bazaar') })
  const plan = planOrders({ order: order(16_000), product })
  const orders = plan.possible ? plan.orders : []
  for (const each of [...orders, ...orders]) {
    expect(await hubble.placeOrder(each)).toMatchObject({ outcome: 'succeeded' })
  }
  expect(fake.ledger.orders.map(({ referenceId }) => referenceId)).toEqual(['acme-7', 'acme-7-2', 'acme-7-3'])
  expect(fake.ledger.balance).toBe(1_000_000 - 16_000)
})
