import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createVirtualClock } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import { startHubbleFake, type HubbleFake } from '../src/testing/index.ts'
import { anOrder, productId } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'

async function call(
  fake: HubbleFake,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
) {
  const response = await fetch(`${fake.url}/v1/partners${path}`, {
    method: init.method ?? 'GET',
    headers: { 'x-request-id': crypto.randomUUID(), 'content-type': 'application/json', ...init.headers },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function login(fake: HubbleFake): Promise<Record<string, string>> {
  const { body } = await call(fake, '/auth/login', { method: 'POST', body: fake.account.auth })
  return { authorization: `Bearer ${String(body['token'])}` }
}

describe('the fake refuses', () => {
  test('requests without a token, without X-REQUEST-ID, and paths that it does not have', async () => {
    await using fake = await startHubbleFake()
    const headers = await login(fake)
    expect(await call(fake, '/products')).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHORIZED', requestId: 'fake' },
    })
    expect(await call(fake, '/products', { headers: { ...headers, 'x-request-id': '' } })).toMatchObject({
      status: 400,
    })
    expect(await call(fake, '/brands', { headers })).toMatchObject({ status: 404, body: { id: 'E001' } })
    expect(await call(fake, '/products', { headers })).toMatchObject({ status: 200 })
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    expect(await call(fake, '/orders', { method: 'POST', headers: form, body: anOrder() })).toMatchObject({
      status: 400,
    })
  })

  test('tokens that have ended, by its clock', async () => {
    const clock = createVirtualClock()
    await using fake = await startHubbleFake({ clock, expiresInSecs: 60 })
    const headers = await login(fake)
    await clock.advance(59_999)
    expect(await call(fake, '/products', { headers })).toMatchObject({ status: 200 })
    await clock.advance(1)
    expect(await call(fake, '/products', { headers })).toMatchObject({ status: 401 })
  })

  test.each([
    ['E101 before the sum', { productId: productId('Nishiddh'), amount: 1 }, 'E101'],
    ['E151 before the denominations', { amount: 1201 }, 'E151'],
    [
      'E150 for a face value that is not listed',
      { amount: 50, denominationDetails: [{ denomination: 50, quantity: 1 }] },
      'E150',
    ],
    [
      'E155 for a value out of range',
      {
        productId: productId('Chaiwala'),
        amount: 2500,
        denominationDetails: [{ denomination: 2500, quantity: 1 }],
      },
      'E155',
    ],
    [
      'E153 for too many kinds',
      {
        amount: 1800,
        denominationDetails: [100, 200, 500, 1000].map((denomination) => ({ denomination, quantity: 1 })),
      },
      'E153',
    ],
    [
      'E154 for too many of a kind',
      { amount: 600, denominationDetails: [{ denomination: 100, quantity: 6 }] },
      'E154',
    ],
    [
      'E156 for too many vouchers',
      {
        amount: 3000,
        denominationDetails: [
          { denomination: 100, quantity: 5 },
          { denomination: 200, quantity: 5 },
          { denomination: 500, quantity: 3 },
        ],
      },
      'E156',
    ],
    [
      'E157 beyond the bounds of an order',
      {
        productId: productId('Chaiwala'),
        amount: 60,
        denominationDetails: [{ denomination: 60, quantity: 1 }],
      },
      'E157',
    ],
    ['E000 for an order with something missing', { referenceId: '' }, 'E000'],
  ])('orders with %s', async (_, changes, id) => {
    await using fake = await startHubbleFake()
    const headers = await login(fake)
    const answer = await call(fake, '/orders', {
      method: 'POST',
      headers,
      body: { ...anOrder(), ...changes },
    })
    expect(answer).toMatchObject({ status: 400, body: { id } })
    expect(fake.ledger).toMatchObject({ orders: [], debits: [] })
  })
})

test('the spelling of V1 has strings for amounts', async () => {
  const { hubble } = await setUp({ dialect: 'v1' })
  expect(await hubble.placeOrder(anOrder())).toMatchObject({
    outcome: 'succeeded',
    vouchers: [{ amount: 100 }, { amount: 100 }, { amount: 1000 }],
  })
})

test('orders and money outlive a restart, and an order under way goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fake-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const books = join(folder, 'books.sqlite')
  const lifecycle = ({ referenceId }: { referenceId: string }) =>
    ({ becomes: 'SUCCESS', afterMs: referenceId === 'slow' ? 10_000 : 0 }) as const
  const { fake, hubble } = await setUp({ books, lifecycle })
  await hubble.placeOrder(anOrder())
  const waiting = hubble.placeOrder(anOrder({ referenceId: 'slow' }), { timeoutMs: 1_000 })
  expect(await waiting).toMatchObject({ outcome: 'processing' })
  await fake.close()

  const { fake: again, open } = await setUp({ books })
  expect(again.ledger).toMatchObject({
    orders: [{ status: 'SUCCESS' }, { status: 'PROCESSING' }],
    balance: 997_600,
  })
  expect(await open().placeOrder(anOrder({ referenceId: 'slow' }))).toMatchObject({ outcome: 'succeeded' })
  expect(again.ledger.debits).toHaveLength(2)
})

describe('the ledger', () => {
  test('tells what belongs to a reference: orders, cards, debits, reversals', async () => {
    const lifecycle = ({ referenceId }: { referenceId: string }) =>
      ({ becomes: referenceId === 'bad' ? 'FAILED' : 'SUCCESS' }) as const
    const { fake, hubble } = await setUp({ lifecycle })
    for (const referenceId of ['good', 'bad']) await hubble.placeOrder(anOrder({ referenceId }))
    expect(fake.ledger.of('good')).toMatchObject({
      orders: [{ status: 'SUCCESS' }],
      cards: [100, 100, 1000].map((amount) => ({ referenceId: 'good', amount })),
      debits: [{ amount: 1200 }],
      reversals: [],
    })
    expect(fake.ledger.of('bad')).toMatchObject({
      orders: [{ status: 'FAILED' }],
      cards: [],
      debits: [{}],
      reversals: [{}],
    })
    expect(fake.ledger.of('other')).toEqual({ orders: [], cards: [], debits: [], reversals: [] })
  })

  test('takes cards back that are reversed after their success, and gives the money back once', async () => {
    const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', reversedAfterMs: 5_000 } })
    const first = await hubble.placeOrder(anOrder())
    expect(first).toMatchObject({ outcome: 'succeeded', vouchers: [{}, {}, {}] })
    await expect.poll(() => fake.ledger.reversals.length).toBe(1)
    expect(fake.ledger).toMatchObject({ cards: [], balance: 1_000_000 })
    expect(await hubble.placeOrder(anOrder())).toMatchObject({ outcome: 'failed', status: 'REVERSED' })
  })
})

test.each([
  ['E101', 400],
  ['E777', 500],
] as const)('a product can be refused with any number: %s comes with %d', async (refusal, status) => {
  await using fake = await startHubbleFake()
  fake.updateProduct(productId('Bazaar'), { refusal })
  const answer = await call(fake, '/orders', { method: 'POST', headers: await login(fake), body: anOrder() })
  expect(answer).toMatchObject({ status, body: { id: refusal } })
})

test('a fault may depend on the request', async () => {
  const { fake, hubble } = await setUp()
  fake.faults.add({
    operation: 'orders.create',
    fault: ({ body }) =>
      (body as { referenceId: string }).referenceId === 'second' ? { kind: 'drop-after' } : undefined,
  })
  for (const referenceId of ['first', 'second', 'third']) await hubble.placeOrder(anOrder({ referenceId }))
  expect(fake.faults.happened).toBe(1)
  expect(fake.requests.filter(({ operation }) => operation === 'orders.getByReference')).toHaveLength(1)
})
