import { OutcomeUnknownError } from '@tenon/core'
import type { Fault } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { createMemoryOrderJournal } from '../src/index.ts'
import { anOrder, productId } from './support/an-order.ts'
import { expectOneCard, timesPosted } from './support/expect-one-card.ts'
import { setUp } from './support/set-up.ts'

const badGateway = { status: 502, text: '<html>bad gateway</html>' }

test('an order is placed, and its vouchers come back', async () => {
  const journal = createMemoryOrderJournal()
  const { fake, hubble } = await setUp({}, { journal })
  expectOneCard(fake, await hubble.placeOrder(anOrder()))
  expect(timesPosted(fake)).toBe(1)
  expect(await journal.find('acme-0001')).toMatchObject({
    state: 'succeeded',
    orderId: fake.ledger.orders[0]?.id,
  })
})

describe('one card is bought and delivered, although', () => {
  test.each<[string, Fault, number]>([
    ['the connection breaks before the vendor has the order', { kind: 'drop-before' }, 2],
    ['the connection breaks before the answer', { kind: 'drop-after' }, 1],
    ['the vendor answers 500 after it made the order', { kind: 'answer-after', answer: { status: 500 } }, 1],
    ['a gateway answers for the vendor', { kind: 'answer', answer: badGateway }, 2],
    ['the answer is cut off', { kind: 'malformed' }, 1],
    [
      'the answer lacks what it needs',
      { kind: 'answer-after', answer: { status: 200, body: { ok: true } } },
      1,
    ],
    [
      'the answer is about another order',
      {
        kind: 'answer-after',
        answer: { status: 200, body: { id: 'x', referenceId: 'other', status: 'SUCCESS', vouchers: [] } },
      },
      1,
    ],
    [
      'the vendor asks for fewer calls',
      { kind: 'answer', answer: { status: 429, headers: { 'retry-after': '3' } } },
      2,
    ],
    ['the vendor says that the reference exists', { kind: 'answer-after', answer: { status: 409 } }, 1],
    [
      'the vendor says so in a way of its own',
      {
        kind: 'answer-after',
        answer: { status: 400, body: { id: 'E777', code: 'DUPLICATE', message: 'again?' } },
      },
      1,
    ],
    [
      'the vendor says so in no known form',
      { kind: 'answer-after', answer: { status: 422, text: 'again?' } },
      1,
    ],
  ])('%s', async (_, fault, posts) => {
    const { fake, hubble } = await setUp()
    fake.faults.add({ operation: 'orders.create', times: 1, fault })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(timesPosted(fake)).toBe(posts)
  })

  test('the token is revoked in mid-session', async () => {
    const { fake, hubble } = await setUp({}, { ordering: { checks: 'off' } })
    await hubble.ready()
    fake.revokeTokens()
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(fake.requests.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'auth.login 200',
      'orders.create 401',
      'auth.login 200',
      'orders.create 200',
    ])
  })

  test.each(['existing', 'error'] as const)(
    'the vendor finds it by its reference only later, and answers a repetition with: %s',
    async (duplicates) => {
      const { fake, hubble } = await setUp({ byReferenceDelayMs: 12_000, duplicates })
      fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
      expectOneCard(fake, await hubble.placeOrder(anOrder()))
      expect(timesPosted(fake)).toBe(duplicates === 'existing' ? 2 : 3)
    },
  )

  test('a repetition is refused for lack of the money that the first one spent', async () => {
    const { fake, hubble } = await setUp({ byReferenceDelayMs: 12_000 })
    fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
    const body = { id: 'E300', code: 'INSUFFICIENT_BALANCE', message: 'too low' }
    fake.faults.add({ operation: 'orders.create', fault: { kind: 'answer', answer: { status: 400, body } } })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(timesPosted(fake)).toBe(2)
  })

  test('looking it up fails again and again', async () => {
    const { fake, hubble } = await setUp({}, { retry: { retries: 0 } })
    fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind: 'drop-after' } })
    for (const status of [500, 429, 403, 503]) {
      fake.faults.add({
        operation: 'orders.getByReference',
        times: 1,
        fault: { kind: 'answer', answer: { status } },
      })
    }
    fake.faults.add({ operation: 'orders.getByReference', times: 1, fault: { kind: 'malformed' } })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(timesPosted(fake)).toBe(1)
  })

  test('two callers place it at the same time', async () => {
    const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', afterMs: 5_000 } })
    const results = await Promise.all([hubble.placeOrder(anOrder()), hubble.placeOrder(anOrder())])
    for (const result of results) expectOneCard(fake, result)
    expect(timesPosted(fake)).toBe(1)
  })

  test('it is placed again after it was placed', async () => {
    const { fake, hubble } = await setUp()
    await hubble.placeOrder(anOrder())
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(timesPosted(fake)).toBe(1)
  })
})

describe('an order that takes its time', () => {
  test('is followed to its vouchers', async () => {
    const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', afterMs: 12_000 } })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(fake.requests.filter(({ operation }) => operation === 'orders.get').length).toBeGreaterThan(1)
  })

  test('counts as under way while it is a SUCCESS without vouchers', async () => {
    const { fake, hubble } = await setUp({
      lifecycle: { becomes: 'SUCCESS', afterMs: 6_000, meanwhile: 'SUCCESS' },
    })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
    expect(timesPosted(fake)).toBe(1)
  })

  test.each(['FAILED', 'CANCELLED', 'REVERSED'] as const)(
    'and becomes %s is a result, not an error',
    async (becomes) => {
      const journal = createMemoryOrderJournal()
      const { fake, hubble } = await setUp({ lifecycle: { becomes, afterMs: 3_000 } }, { journal })
      expect(await hubble.placeOrder(anOrder())).toMatchObject({
        outcome: 'failed',
        status: becomes,
        reason: becomes === 'FAILED' ? 'the brand could not make the vouchers' : null,
        order: { status: becomes },
      })
      expect(fake.ledger).toMatchObject({ balance: 1_000_000, debits: [{}], reversals: [{}] })
      expect(await journal.find('acme-0001')).toMatchObject({ state: 'failed' })
      expect(await hubble.placeOrder(anOrder())).toMatchObject({ outcome: 'failed' })
      expect(timesPosted(fake)).toBe(1)
    },
  )
})

test('a vendor that never comes back leaves the outcome unknown, with the reference to resume by', async () => {
  const journal = createMemoryOrderJournal()
  const { fake, hubble } = await setUp({}, { journal, retry: { retries: 0 } })
  fake.faults.add({ operation: 'orders.create', fault: { kind: 'drop-after' } })
  fake.faults.add({ operation: 'orders.getByReference', fault: { kind: 'answer', answer: { status: 503 } } })
  const error = await hubble.placeOrder(anOrder(), { timeoutMs: 30_000 }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: OutcomeUnknownError.code,
    reference: 'acme-0001',
  })
  expect(await journal.unfinished()).toMatchObject([{ referenceId: 'acme-0001', state: 'open' }])
  fake.faults.clear()
  expectOneCard(fake, await hubble.resumeOrder('acme-0001'))
  expect(timesPosted(fake)).toBe(1)
})

test('an order is sent three times at most', async () => {
  const { fake, hubble } = await setUp()
  fake.faults.add({ operation: 'orders.create', fault: { kind: 'answer', answer: { status: 500 } } })
  const outcome = hubble.placeOrder(anOrder(), { timeoutMs: 60_000 })
  await expect(outcome).rejects.toMatchObject({ code: OutcomeUnknownError.code })
  expect(timesPosted(fake)).toBe(3)
})

test('a denomination that is listed twice is added up', async () => {
  const { fake, hubble } = await setUp()
  const denominationDetails = [100, 1000, 100].map((denomination) => ({ denomination, quantity: 1 }))
  expectOneCard(fake, await hubble.placeOrder(anOrder({ denominationDetails })))
  expect(fake.ledger.orders[0]?.lines).toEqual(anOrder().denominationDetails)
})

test('sums are made in paise', async () => {
  const { hubble } = await setUp()
  const denominationDetails = [0.1, 0.2].map((denomination) => ({ denomination, quantity: 1 }))
  const order = anOrder({ productId: productId('Safar'), amount: 0.3, denominationDetails })
  const result = await hubble.placeOrder(order)
  expect(result).toMatchObject({ outcome: 'succeeded' })
  expect(result).not.toHaveProperty('mismatch')
})
