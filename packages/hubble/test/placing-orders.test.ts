import { ConfigurationError, OutcomeUnknownError, systemClock } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble, createMemoryOrderJournal, type OrderingOptions } from '../src/index.ts'
import { anOrder } from './support/an-order.ts'
import { expectOneCard, timesPosted } from './support/expect-one-card.ts'
import { onVirtualTime, order, outcomeOf } from './support/on-virtual-time.ts'
import { setUp } from './support/set-up.ts'

const realTime = { clock: systemClock }

describe('the records of all calls', () => {
  test('are on the result, with the id of every request', async () => {
    const { fake, hubble } = await setUp(realTime, realTime)
    fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
    const result = await hubble.placeOrder(anOrder())
    expect(result.calls.map(({ operation }) => operation)).toEqual([
      'products.get',
      'orders.create',
      'orders.getByReference',
    ])
    const ids = result.calls.flatMap(({ attempts }) => attempts.map(({ requestId }) => requestId))
    const seen = fake.requests.filter(({ operation }) => operation !== 'auth.login')
    expect(ids).toEqual(seen.map(({ requestId }) => requestId))
  })

  test('are on the promise while the order is under way, and when it fails', async () => {
    const { hubble } = await setUp(realTime, realTime)
    const pending = hubble.placeOrder(anOrder({ productId: 'nothing' }))
    expect(pending.calls).toEqual([])
    await expect(pending).rejects.toMatchObject({ vendor: { id: 'E001' } })
    expect(pending.calls.map(({ operation }) => operation)).toEqual([
      'products.get',
      'orders.create',
      'orders.getByReference',
    ])
  })

  test('are on the error when the outcome is not known', async () => {
    const { clock, hubble, transport } = onVirtualTime(() => ({ status: 503 }))
    const { error } = await outcomeOf(clock, hubble.placeOrder(anOrder(), { timeoutMs: 20_000 }))
    const seen = transport.requests.map(({ headers }) => headers['x-request-id'])
    expect(error).toMatchObject({ code: OutcomeUnknownError.code, requestIds: seen })
    expect(seen.length).toBeGreaterThan(2)
  })
})

describe('an order in place of one that failed', () => {
  test('is placed with a reference of its own', async () => {
    const { fake, hubble } = await setUp({ lifecycle: { becomes: 'FAILED' } })
    expect(await hubble.placeOrder(anOrder({ referenceId: 'first' }))).toMatchObject({
      outcome: 'failed',
      status: 'FAILED',
    })
    fake.settings.lifecycle = { becomes: 'SUCCESS' }
    expect(await hubble.retryAsNew(anOrder({ referenceId: 'second' }), 'first')).toMatchObject({
      outcome: 'succeeded',
    })
    expect(fake.ledger.of('first')).toMatchObject({ cards: [], debits: [{}], reversals: [{}] })
    expect(fake.ledger.of('second')).toMatchObject({ cards: [{}, {}, {}], debits: [{}], reversals: [] })
  })

  test('is placed after one that was refused', async () => {
    const { fake, hubble } = await setUp({}, { ordering: { checks: 'off' } })
    await expect(
      hubble.placeOrder(anOrder({ referenceId: 'first', productId: 'nothing' })),
    ).rejects.toMatchObject({
      vendor: { id: 'E001' },
    })
    expectOneCard(fake, await hubble.retryAsNew(anOrder(), 'first'))
  })

  test('is placed again in its place, after a crash, and makes one gift', async () => {
    const { fake, hubble } = await setUp({}, { ordering: { checks: 'off' } })
    const first = anOrder({ referenceId: 'first', productId: 'nothing' })
    await expect(hubble.placeOrder(first)).rejects.toMatchObject({ vendor: { id: 'E001' } })
    for (let times = 0; times < 2; times += 1)
      expectOneCard(fake, await hubble.retryAsNew(anOrder(), 'first'))
    expect(timesPosted(fake)).toBe(2)
  })

  test('is the only one that takes its place', async () => {
    const { fake, hubble } = await setUp({}, { ordering: { checks: 'off' } })
    const first = anOrder({ referenceId: 'first' })
    const answer = { status: 400, body: { id: 'E300', code: 'INSUFFICIENT_BALANCE', message: 'too low' } }
    fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'answer', answer } })
    await expect(hubble.placeOrder(first)).rejects.toMatchObject({ vendor: { id: 'E300' } })
    const third = anOrder({ referenceId: 'third' })
    const [second, beside] = await Promise.allSettled([
      hubble.retryAsNew(anOrder(), 'first'),
      hubble.retryAsNew(third, 'first'),
    ])
    expect(second).toMatchObject({ value: { outcome: 'succeeded' } })
    expect(beside).toMatchObject({ reason: { code: 'INVALID_INPUT' } })
    // A message that comes twice, a worker that was late: each would be a second gift.
    await expect(hubble.retryAsNew(third, 'first')).rejects.toThrow('another order has taken its place')
    await expect(hubble.placeOrder(first)).rejects.toThrow('another order has taken the place')
    await expect(hubble.resumeOrder('first')).rejects.toThrow('another order has taken the place')
    expect(fake.ledger.orders).toHaveLength(1)
  })

  test.each([
    ['with the same reference', 'failed', 'acme-0001', 'must be another one'],
    ['while the one before is open', 'open', 'first', 'that order is open'],
    ['while the one before is processing', 'processing', 'first', 'that order is processing'],
    ['after one that succeeded', 'succeeded', 'first', 'that order is succeeded'],
    ['after one that nobody knows', 'failed', 'unknown', 'the journal has no such order'],
  ] as const)('is not sent %s', async (_, state, instead, problem) => {
    const journal = createMemoryOrderJournal()
    const { fake, hubble } = await setUp({}, { journal })
    await journal.begin({
      referenceId: 'first',
      account: `staging/${fake.account.auth.clientId}`,
      bodyHash: 'h',
      amount: 1200,
      quantity: 3,
      body: '{}',
    })
    if (state !== 'open') await journal.record('first', { state, orderId: 'o1' })
    await expect(hubble.retryAsNew(anOrder(), instead)).rejects.toThrow(problem)
    expect(fake.requests).toEqual([])
  })
})

describe('how orders are placed', () => {
  test('is told once for the client: looks and time', async () => {
    const { clock, asked, hubble } = onVirtualTime(
      () => order('PROCESSING'),
      {},
      { delaysMs: [1_000, 10_000], timeoutMs: 35_000 },
    )
    const placing = hubble.placeOrder(anOrder())
    for (let seconds = 0; seconds < 40; seconds += 1) await clock.advance(1_000)
    expect(await placing).toMatchObject({ outcome: 'processing' })
    expect(asked).toEqual(['0 POST ', '1 GET /o1', '11 GET /o1', '21 GET /o1', '31 GET /o1'])
  })

  test.each<[string, object]>([
    ['ordering.timeoutMs', { timeoutMs: 0 }],
    ['ordering.delaysMs', { delaysMs: [] }],
    ['ordering.delaysMs', { delaysMs: [100, -1] }],
    ['ordering.checks', { checks: 'maybe' }],
    ['ordering.product', { product: 'x' }],
    ['ordering.timeout', { timeout: 1 }],
  ])('is refused where %s is wrong', (option, ordering) => {
    const auth = { clientId: 'acme', clientSecret: 's3cret' }
    const make = (): unknown =>
      createHubble({ environment: 'staging', auth, ordering: ordering as OrderingOptions })
    expect(make).toThrow(expect.objectContaining({ code: ConfigurationError.code, option }))
  })
})

test('a reference that a refusal used up is never answered with a second card', async () => {
  const { fake, hubble } = await setUp(
    { refusalsUseReferences: true },
    { ordering: { checks: 'off' }, retry: { retries: 0 } },
  )
  fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
  const order = anOrder({ denominationDetails: [{ denomination: 150, quantity: 8 }] })
  await expect(hubble.placeOrder(order, { timeoutMs: 120_000 })).rejects.toMatchObject({
    code: OutcomeUnknownError.code,
  })
  expect(fake.ledger).toMatchObject({ orders: [], cards: [], debits: [] })
  expect(timesPosted(fake)).toBe(3)
})

test.each([400, 402, 422] as const)(
  'a wallet that is too low is told as E300, with whatever status: %d',
  async (status) => {
    const { fake, hubble } = await setUp({ balance: 100, lowWalletStatus: status })
    await expect(hubble.placeOrder(anOrder())).rejects.toMatchObject({ status, vendor: { id: 'E300' } })
    expect(timesPosted(fake)).toBe(1)
  },
)
