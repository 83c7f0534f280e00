import { HttpError, InvalidInputError, systemClock, type Logger } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { checkOrder, type OrderRequest, type Product } from '../src/index.ts'
import { anOrder, productId } from './support/an-order.ts'
import { expectOneCard, timesPosted } from './support/expect-one-card.ts'
import { setUp as setUpHurried, type SetUp } from './support/set-up.ts'

function lines(...pairs: [number, number][]): Pick<OrderRequest, 'amount' | 'denominationDetails'> {
  return {
    amount: pairs.reduce((sum, [denomination, quantity]) => sum + denomination * quantity, 0),
    denominationDetails: pairs.map(([denomination, quantity]) => ({ denomination, quantity })),
  }
}

/** Nothing here takes its time, and a product has to be read before its time is up. */
function setUp(...[fake, options]: Parameters<typeof setUpHurried>): Promise<SetUp> {
  return setUpHurried({ clock: systemClock, ...fake }, { clock: systemClock, ...options })
}

const bazaar = productId('Bazaar')
const chaiwala = productId('Chaiwala')

/** Everything that the catalogue forbids, with the vendor's number for it; the fake answers the same ones. */
const forbidden: [string, string | undefined, Partial<OrderRequest>][] = [
  ['a product that is INACTIVE', 'E102', { productId: productId('Purana'), ...lines([500, 1]) }],
  ['a denomination that is not listed', 'E150', { productId: bazaar, ...lines([150, 2]) }],
  [
    'too many denominations',
    'E153',
    { productId: bazaar, ...lines([100, 1], [200, 1], [500, 1], [1000, 1]) },
  ],
  ['too many vouchers of one', 'E154', { productId: bazaar, ...lines([100, 6]) }],
  ['a voucher below the bounds', 'E155', { productId: chaiwala, ...lines([49.99, 3]) }],
  ['a voucher above the bounds', 'E155', { productId: chaiwala, ...lines([2000.01, 1]) }],
  ['too many vouchers', 'E156', { productId: bazaar, ...lines([100, 5], [200, 5], [500, 1]) }],
]

describe('an order with', () => {
  test.each(forbidden)('%s is refused as %s before anything is sent', async (_, id, changes) => {
    const { fake, hubble } = await setUp()
    const error = await hubble.placeOrder(anOrder(changes)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: InvalidInputError.code,
      vendor: { id },
      issues: [expect.stringContaining(`(${id})`)],
    })
    expect(fake.requests.map(({ operation }) => operation)).toEqual(['auth.login', 'products.get'])
  })

  test.each(forbidden)('%s is refused as %s by the vendor if it is sent', async (_, id, changes) => {
    const { hubble } = await setUp({}, { ordering: { checks: 'off' } })
    await expect(hubble.placeOrder(anOrder(changes))).rejects.toMatchObject({
      code: HttpError.code,
      vendor: { id },
    })
  })

  test('a total that the product does not take is refused, though the vendor has no number for it', async () => {
    const { fake, hubble } = await setUp()
    const order = anOrder({ productId: chaiwala, ...lines([60, 1]) })
    const error = await hubble.placeOrder(order).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      issues: ['amount: the product takes orders from 100 to 10000'],
      vendor: {},
    })
    expect(timesPosted(fake)).toBe(0)
  })

  test('several problems is told all of them', async () => {
    const { hubble } = await setUp()
    const error = await hubble.placeOrder(anOrder(lines([150, 6]))).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      vendor: { id: 'E150' },
      issues: [expect.stringContaining('E150'), expect.stringContaining('E154')],
    })
  })
})

describe('the checks', () => {
  test('only warn if that is wanted, and the order is sent', async () => {
    const warnings: unknown[] = []
    const ignore = (): void => {}
    const logger: Logger = {
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (fields) => void warnings.push(fields),
    }
    const { fake, hubble } = await setUp({}, { logger })
    const order = anOrder(lines([100, 6]))
    await expect(hubble.placeOrder(order, { checks: 'warn' })).rejects.toMatchObject({
      vendor: { id: 'E154' },
    })
    expect(timesPosted(fake)).toBe(1)
    expect(warnings).toContainEqual(expect.objectContaining({ issues: [expect.stringContaining('(E154)')] }))
  })

  test('are off if that is wanted: nothing is read for them', async () => {
    const { fake, hubble } = await setUp()
    expectOneCard(fake, await hubble.placeOrder(anOrder(), { checks: 'off' }))
    expect(fake.requests.map(({ operation }) => operation)).toEqual(['auth.login', 'orders.create'])
  })

  test('read a product once in ten minutes', async () => {
    const { fake, hubble } = await setUp()
    for (const referenceId of ['a', 'b', 'c']) await hubble.placeOrder(anOrder({ referenceId }))
    expect(fake.requests.filter(({ operation }) => operation === 'products.get')).toHaveLength(1)
  })

  test('never keep an order from being sent because the catalogue is down', async () => {
    const { fake, hubble } = await setUp({}, { retry: { retries: 0 } })
    fake.faults.add({ operation: 'products.get', fault: { kind: 'answer', answer: { status: 503 } } })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    await hubble.placeOrder(anOrder({ referenceId: 'next' }))
    expect(fake.requests.filter(({ operation }) => operation === 'products.get')).toHaveLength(1)
  })

  test('read a copy of the catalogue that is given to them', async () => {
    const asked: string[] = []
    const inactive = { status: 'INACTIVE', denominationType: 'FIXED', amountRestrictions: null } as Product
    const product = async (id: string): Promise<Product | undefined> => {
      asked.push(id)
      return id === bazaar ? inactive : undefined
    }
    const { fake, hubble } = await setUp({}, { ordering: { product } })
    await expect(hubble.placeOrder(anOrder())).rejects.toMatchObject({ vendor: { id: 'E102' } })
    expect(asked).toEqual([bazaar])
    expect(fake.requests).toEqual([])
  })

  test('do not stand in the way of an order that was made before', async () => {
    const { fake, hubble } = await setUp()
    const first = await hubble.placeOrder(anOrder())
    fake.updateProduct(bazaar, { status: 'INACTIVE' })
    expect((await hubble.placeOrder(anOrder())).order).toEqual(first.order)
    expect(timesPosted(fake)).toBe(1)
  })
})

describe('an order that the vendor refuses though the checks had nothing against it', () => {
  test('is told with what changed of the product, which is read anew once', async () => {
    const { fake, hubble } = await setUp()
    await hubble.placeOrder(anOrder())
    const amountRestrictions = fake.products.find(({ id }) => id === bazaar)?.amountRestrictions
    if (amountRestrictions) {
      fake.updateProduct(bazaar, { amountRestrictions: { ...amountRestrictions, denominations: [200, 500] } })
    }
    const error = await hubble.placeOrder(anOrder({ referenceId: 'b' })).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: HttpError.code,
      status: 400,
      vendor: { id: 'E150' },
      advice: expect.stringContaining('denominations was 100, 200, 500, 1000 and is 200, 500'),
      cause: { vendor: { id: 'E150' } },
    })
    expect(fake.requests.filter(({ operation }) => operation === 'products.get')).toHaveLength(2)
    // What was read is remembered.
    await expect(hubble.placeOrder(anOrder({ referenceId: 'c' }))).rejects.toMatchObject({
      code: InvalidInputError.code,
    })
  })

  test('and nothing explains it, is told so', async () => {
    const { fake, hubble } = await setUp()
    const body = { id: 'E156', code: 'E156', message: 'too many' }
    fake.faults.add({ operation: 'orders.create', fault: { kind: 'answer', answer: { status: 400, body } } })
    const error = await hubble.placeOrder(anOrder()).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ advice: expect.stringContaining('ask Hubble which rule it breaks') })
  })

  test('is told even if the product cannot be read', async () => {
    const { fake, hubble } = await setUp({}, { retry: { retries: 0 } })
    fake.faults.add({ operation: 'products.get', fault: { kind: 'drop-before' } })
    const error = await hubble.placeOrder(anOrder(lines([100, 6]))).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      vendor: { id: 'E154' },
      advice: expect.stringContaining('could not be read anew'),
    })
  })
})

test('a limit that is null is none, and a product without limits takes everything', () => {
  const product = { status: 'ACTIVE', denominationType: 'FLEXIBLE', amountRestrictions: null }
  expect(checkOrder(lines([1e6, 1_000]), product)).toEqual([])
  expect(
    checkOrder({ amount: 3, denominationDetails: [{ denomination: 1.005, quantity: 2 }] }, product),
  ).toMatchObject([{ id: 'E157' }, { id: 'E151' }])
})
