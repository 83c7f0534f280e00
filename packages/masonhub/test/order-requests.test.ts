import { InvalidInputError, TimeoutError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import {
  createMasonHub,
  hasReached,
  hasShipped,
  masonhubWebhooks,
  statusRank,
  type MasonHub,
} from '../src/index.ts'
import type { MasonHubFake } from '../src/testing/index.ts'
import { anOrder, orders } from './order-fixture.ts'
import { startReceiver } from './receiver.ts'
import { setUp } from './set-up.ts'

/** Hands every callback of these types to the client, as an application's worker does. */
async function listening(
  masonhub: MasonHub,
  ...types: ('orderEvent' | 'orderUpdateResolution' | 'orderCancelResolution')[]
) {
  const receiver = await startReceiver((body) => {
    for (const message of masonhubWebhooks.read(body, new URL('https://shop.example/')))
      masonhub.notify(message)
  })
  const callbacks = types.map((message_type) => ({ message_type, url: receiver.url, token: 'hook-token' }))
  ;(await masonhub.callbacks.register(callbacks)).orThrow()
  return receiver
}

/** The first look has found nothing: what comes now comes by callback. */
async function lookedOnce({ requests }: MasonHubFake, operation: string): Promise<void> {
  await expect
    .poll(() => requests.some((one) => one.operation === operation && one.status === 200))
    .toBe(true)
}

const pending = (fake: MasonHubFake) => [...fake.orderRequests.values()]

describe('asking for changes', () => {
  test('gives an outcome for each, with the id of the request', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(2))
    const result = await masonhub.orders.update([
      anOrder('ORDER-1', { gift_message: 'For you' }),
      anOrder('ORDER-9'),
    ])
    expect(result.outcomes).toMatchObject([
      { status: 'accepted', identifier: 'ORDER-1', id: pending(fake)[0]?.id },
      { status: 'refused', identifier: 'ORDER-9', code: '303' },
    ])
    const { data } = await masonhub.orders.updateRequests({ cid: ['ORDER-1'] })
    expect(data).toMatchObject([{ customer_order_id: 'ORDER-1', status: 'pending' }])
    expect(JSON.parse(data[0]?.order_update_body ?? '')).toMatchObject({ id: null, gift_message: 'For you' })
  })

  test('goes out in requests of 30', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(70))
    expect((await masonhub.orders.update(orders(70))).orThrow()).toHaveLength(70)
    expect(fake.requests.filter(({ operation }) => operation === 'orders.update')).toHaveLength(3)
    expect(fake.orderRequests.size).toBe(70)
  })

  test.each(['drop-before', 'drop-after', 'malformed'] as const)(
    'asks once, also after a %s',
    async (kind) => {
      const { fake, masonhub } = await setUp()
      await masonhub.orders.create(orders(3))
      fake.faults.add({ fault: { kind }, operation: 'orders.update', times: 1 })
      expect((await masonhub.orders.update(orders(3))).orThrow()).toHaveLength(3)
      expect(fake.orderRequests.size).toBe(3)
    },
  )

  test('does not take an earlier request for the one whose answer was lost', async () => {
    const { fake, masonhub } = await setUp({ resolveRequestsAfterMs: 0 })
    await masonhub.orders.create(orders(1))
    await masonhub.orders.update(orders(1))
    for (const request of pending(fake)) Object.assign(request, { created_at: '2020-01-01T00:00:00Z' })
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.update', times: 1 })
    ;(await masonhub.orders.update(orders(1))).orThrow()
    expect(fake.orderRequests.size).toBe(2)
  })

  test('does not take a request that it has told the outcome of for the one that was lost', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    const [first] = (await masonhub.orders.update(orders(1))).orThrow()
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.update', times: 1 })
    const [second] = (await masonhub.orders.update(orders(1))).orThrow()
    expect(second?.id).not.toBe(first?.id)
    expect(pending(fake).map(({ id }) => id)).toEqual([first?.id, second?.id])

    const [canceled] = (await masonhub.orders.cancel(['ORDER-1'])).orThrow()
    await masonhub.dataFactory.resolveOrderCancel({ order_customer_id: 'ORDER-1', resolution: 'failure' })
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.cancel', times: 1 })
    const [again] = (await masonhub.orders.cancel(['ORDER-1'])).orThrow()
    expect(fake.orderRequests.get(again?.id ?? '')?.status).toBe('pending')
    expect(again?.id).not.toBe(canceled?.id)
  })

  test.each(['drop-before', 'drop-after'] as const)(
    'tells its own request from one of somebody else by what it asks for, after a %s',
    async (kind) => {
      const { fake, masonhub } = await setUp()
      await using other = createMasonHub(fake.clientOptions())
      const wanted = anOrder('ORDER-1', { submitted_at: new Date('2026-03-01T04:12:09Z'), priority: 100 })
      await masonhub.orders.create(orders(1))
      await other.orders.update([anOrder('ORDER-1', { gift_message: 'For you' })])
      fake.faults.add({ fault: { kind }, operation: 'orders.update', times: 1 })
      const [accepted] = (await masonhub.orders.update([wanted])).orThrow()
      expect(pending(fake)).toHaveLength(2)
      expect(fake.orderRequests.get(accepted?.id ?? '')?.order).not.toHaveProperty('gift_message')
    },
  )

  test('is unknown where several requests may be the one that was lost', async () => {
    const { fake, masonhub } = await setUp()
    await using other = createMasonHub(fake.clientOptions())
    await masonhub.orders.create(orders(2))
    await other.orders.cancel(['ORDER-1'])
    await other.orders.cancel(['ORDER-1'])
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.cancel', times: 1 })
    const { outcomes } = await masonhub.orders.cancel(['ORDER-1', 'ORDER-2'])
    expect(outcomes).toMatchObject([
      { status: 'unknown', sent: 'maybe', error: { advice: expect.stringMatching(/several/) } },
      { status: 'accepted' },
    ])
    expect(pending(fake)).toHaveLength(3)
  })

  test('finds its request on the second page of the look-up', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(30))
    for (let turn = 0; turn < 4; turn += 1) await masonhub.orders.update(orders(30))
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'orders.update', times: 1 })
    const { accepted, calls } = await masonhub.orders.update(orders(30))
    expect(accepted).toHaveLength(30)
    expect(fake.orderRequests.size).toBe(150)
    expect(calls.map(({ operation }) => operation)).toEqual([
      'orders.update',
      'orders.updateRequests',
      'orders.updateRequests',
    ])
  })

  test('changes an order by some of its fields, and loses no other', async () => {
    const { fake, masonhub } = await setUp({ resolveRequestsAfterMs: 0 })
    const line_items = [{ sku_customer_id: 'MUG-BLUE', quantity: 2, price: 4.5 }]
    await masonhub.orders.create([anOrder('ORDER-1', { gift_message: 'For you', line_items })])
    const before = fake.orders.get('ORDER-1')
    const request = await masonhub.orders.change('ORDER-1', { priority: 3 })
    await masonhub.orders.waitForUpdate(request, { pollMs: 50 })
    expect(fake.orders.get('ORDER-1')).toEqual({ ...before, priority: 3, updated_at: expect.any(String) })
    await expect(masonhub.orders.change('ORDER-9', {})).rejects.toThrow(InvalidInputError)
  })

  test('sends nothing if an order is not valid', async () => {
    const { fake, masonhub } = await setUp()
    const update = masonhub.orders.update([anOrder('ORDER-1', { shipping_address_city: '' })])
    await expect(update).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
  })
})

describe('waiting for a change', () => {
  test('is answered by the callback, and the order is changed', async () => {
    const { fake, masonhub } = await setUp()
    await listening(masonhub, 'orderUpdateResolution')
    await masonhub.orders.create(orders(1))
    const [accepted] = (await masonhub.orders.update([anOrder('ORDER-1', { priority: 1 })])).orThrow()
    const waiting = masonhub.orders.waitForUpdate(accepted ?? { identifier: '' }, {
      pollMs: 600_000,
      timeoutMs: 600_000,
    })
    await lookedOnce(fake, 'orders.updateRequests')
    await masonhub.dataFactory.resolveOrderUpdate({ order_customer_id: 'ORDER-1', resolution: 'success' })
    expect(await waiting).toMatchObject({ by: 'callback', value: { id: accepted?.id, status: 'success' } })
    expect((await masonhub.orders.find(['ORDER-1'])).get('ORDER-1')).toMatchObject({
      priority: 1,
      status: 'open',
    })
  })

  test('is answered by the poll where no callback is registered', async () => {
    const { masonhub } = await setUp({ resolveRequestsAfterMs: 50 })
    await masonhub.orders.create(orders(1))
    const [accepted] = (await masonhub.orders.update(orders(1))).orThrow()
    const answered = await masonhub.orders.waitForUpdate(accepted ?? { identifier: '' }, { pollMs: 200 })
    expect(answered).toMatchObject({ by: 'poll', value: { id: accepted?.id, status: 'success' } })
  })

  test('tells that it failed, and why, once the order is being picked', async () => {
    const { fake, masonhub } = await setUp()
    await listening(masonhub, 'orderUpdateResolution')
    await masonhub.orders.create(orders(1))
    const [accepted] = (await masonhub.orders.update([anOrder('ORDER-1', { priority: 1 })])).orThrow()
    fake.advance('ORDER-1', 'inProcess')
    const waiting = masonhub.orders.waitForUpdate(accepted ?? { identifier: '' }, {
      pollMs: 600_000,
      timeoutMs: 600_000,
    })
    await masonhub.dataFactory.resolveOrderUpdate({
      order_update_request_id: accepted?.id,
      resolution: 'success',
    })
    const { value } = await waiting
    expect(value).toMatchObject({ status: 'failure', reason: 'the order is inProcess already' })
    expect(fake.orders.get('ORDER-1')?.priority).toBeUndefined()
  })

  test('needs the order only, where the id of the request is not known', async () => {
    const { masonhub } = await setUp({ resolveRequestsAfterMs: 20 })
    await masonhub.orders.create(orders(1))
    await masonhub.orders.update(orders(1))
    expect(await masonhub.orders.waitForUpdate({ identifier: 'ORDER-1' }, { pollMs: 100 })).toMatchObject({
      value: { customer_order_id: 'ORDER-1', status: 'success' },
    })
  })

  test('does not take the end of an earlier request for it, where the id is not known', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.orders.update(orders(1))
    await masonhub.dataFactory.resolveOrderUpdate({ order_customer_id: 'ORDER-1', resolution: 'failure' })
    for (const request of pending(fake)) Object.assign(request, { created_at: '2020-01-01T00:00:00Z' })
    const waiting = masonhub.orders.waitForUpdate({ identifier: 'ORDER-1' }, { pollMs: 50 })
    await lookedOnce(fake, 'orders.updateRequests')
    await masonhub.orders.update(orders(1))
    await masonhub.dataFactory.resolveOrderUpdate({ order_customer_id: 'ORDER-1', resolution: 'success' })
    expect((await waiting).value.status).toBe('success')
  })

  test('takes one that was open when it began, however old, where the id is not known', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.orders.update(orders(1))
    for (const request of pending(fake)) Object.assign(request, { created_at: '2020-01-01T00:00:00Z' })
    const waiting = masonhub.orders.waitForUpdate({ identifier: 'ORDER-1' }, { pollMs: 50 })
    await lookedOnce(fake, 'orders.updateRequests')
    await masonhub.dataFactory.resolveOrderUpdate({ order_customer_id: 'ORDER-1', resolution: 'success' })
    expect((await waiting).value.status).toBe('success')
  })

  test.each([
    ['queued', 'TIMEOUT'],
    ['partial', 'partial'],
    ['Failed', 'failure'],
  ])('with the word %s ends as %s', async (status, expected) => {
    const { fake, masonhub } = await setUp()
    const body = { data: [{ id: 'r-1', customer_order_id: 'ORDER-1', status }] }
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } } })
    const ended = masonhub.orders
      .waitForUpdate({ identifier: 'ORDER-1', id: 'r-1' }, { timeoutMs: 500 })
      .then(({ value }) => value.status)
      .catch((error: unknown) => TimeoutError.isInstance(error) && error.code)
    expect(await ended).toBe(expected)
  })

  test('goes on where the vendor answers 404 as long as it has none', async () => {
    const { fake, masonhub } = await setUp({ resolveRequestsAfterMs: 0 })
    await masonhub.orders.create(orders(1))
    const none = { status: 404, body: { message: 'record(s) not found' } }
    fake.faults.add({ fault: { kind: 'answer', answer: none }, operation: 'orders.updateRequests', times: 1 })
    fake.faults.add({ fault: { kind: 'answer', answer: none }, operation: 'orders.list', times: 1 })
    const [accepted] = (await masonhub.orders.update(orders(1))).orThrow()
    const { value } = await masonhub.orders.waitForUpdate(accepted ?? { identifier: '' }, { pollMs: 50 })
    expect(value.status).toBe('success')
    expect((await masonhub.orders.waitForOrder('ORDER-1', 'open', { pollMs: 50 })).value.status).toBe('open')
  })

  test('gives up at its deadline', async () => {
    const { masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.orders.update(orders(1))
    const waiting = masonhub.orders.waitForUpdate({ identifier: 'ORDER-1' }, { timeoutMs: 500 })
    await expect(waiting).rejects.toThrow(TimeoutError)
  })
})

describe('canceling', () => {
  test('cancels what is not packed, and the order tells so', async () => {
    const { fake, masonhub } = await setUp()
    await listening(masonhub, 'orderCancelResolution', 'orderEvent')
    await masonhub.orders.create(orders(1))
    const [accepted] = (await masonhub.orders.cancel(['ORDER-1'])).orThrow()
    const patient = { pollMs: 600_000, timeoutMs: 600_000 }
    const resolved = masonhub.orders.waitForCancel(accepted ?? { identifier: '' }, patient)
    const order = masonhub.orders.waitForOrder('ORDER-1', 'fulfilled', patient)
    await lookedOnce(fake, 'orders.cancelRequests')
    await lookedOnce(fake, 'orders.list')
    await masonhub.dataFactory.resolveOrderCancel({ order_customer_id: 'ORDER-1', resolution: 'success' })
    expect(await resolved).toMatchObject({ by: 'callback', value: { status: 'success' } })
    expect(await order).toMatchObject({ by: 'callback', value: { status: 'canceled' } })
  })

  test.each([
    ['open', 'success', {}],
    ['atWarehouse', 'success', {}],
    ['inProcess', 'refused', {}],
    ['inProcess', 'success', { cancelInProcess: true }],
    ['packed', 'refused', { cancelInProcess: true }],
    ['fulfilled', 'refused', { cancelInProcess: true }],
  ])('an order that is %s ends as %s with %o', async (status, expected, options) => {
    const { fake, masonhub } = await setUp({ ...options, resolveRequestsAfterMs: 0 })
    await masonhub.orders.create(orders(1))
    if (status !== 'open') fake.advance('ORDER-1', status)
    const { accepted, refused } = await masonhub.orders.cancel(['ORDER-1'])
    const ended =
      accepted[0] && (await masonhub.orders.waitForCancel(accepted[0], { pollMs: 50 })).value.status
    expect(ended ?? refused[0]?.status).toBe(expected)
  })

  test('an order that was packed after it was asked for stays', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.orders.cancel(['ORDER-1'])
    fake.advance('ORDER-1', 'packed')
    await masonhub.dataFactory.resolveOrderCancel({ order_customer_id: 'ORDER-1', resolution: 'success' })
    const { value } = await masonhub.orders.waitForCancel({ identifier: 'ORDER-1' })
    expect([value.status, fake.orders.get('ORDER-1')?.status]).toEqual(['failure', 'packed'])
  })

  test('an order that is not there is refused with a code', async () => {
    const { masonhub } = await setUp()
    expect((await masonhub.orders.cancel(['ORDER-9'])).refused).toMatchObject([
      { identifier: 'ORDER-9', code: '303' },
    ])
    await expect(masonhub.orders.cancel(['A,B,C,D'])).rejects.toThrow(InvalidInputError)
  })
})

describe('waiting for an order', () => {
  test('ends when it reached a status, or went past it', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(2))
    fake.ship('ORDER-1')
    fake.advance('ORDER-1', 'delivered')
    const { by, value } = await masonhub.orders.waitForOrder('ORDER-1')
    expect([by, value.status, value.shipments?.length]).toEqual(['poll', 'delivered', 1])
    const waiting = masonhub.orders.waitForOrder('ORDER-2', (order) => order.status === 'packed', {
      pollMs: 50,
    })
    fake.advance('ORDER-2', 'packed')
    expect((await waiting).value.status).toBe('packed')
  })

  test('knows its goal in every spelling of the vendor', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    fake.advance('ORDER-1', 'inProcess')
    const { value } = await masonhub.orders.waitForOrder('ORDER-1', 'at_warehouse', { timeoutMs: 5_000 })
    expect(value.status).toBe('inProcess')
  })

  test('ends with the callback, also in the contract’s small form', async () => {
    const { fake, masonhub } = await setUp({ dialect: { orderEvent: 'small', delivery: 'array' } })
    await listening(masonhub, 'orderEvent')
    await masonhub.orders.create(orders(1))
    const waiting = masonhub.orders.waitForOrder('ORDER-1', 'fulfilled', {
      pollMs: 600_000,
      timeoutMs: 600_000,
    })
    await lookedOnce(fake, 'orders.list')
    fake.advance('ORDER-1', 'packed')
    fake.ship('ORDER-1')
    expect(await waiting).toMatchObject({ by: 'callback', value: { status: 'fulfilled' } })
  })
})

test.each([
  ['inTransit', 'fulfilled', true],
  ['at_warehouse', 'open', true],
  ['packed', 'Fulfilled', false],
  ['canceled', 'delivered', false],
  ['canceled', 'open', false],
  ['CANCELED', 'canceled', true],
  ['delivered', 'canceled', false],
  ['undeliverable', 'in_transit', true],
  ['undeliverable', 'delivered', false],
  ['undeliverable', 'undeliverable', true],
  ['on_hold', 'open', undefined],
])('an order that is %s has reached %s: %s', (status, goal, expected) => {
  expect(hasReached(status, goal)).toBe(expected)
})

test('of two pieces of news the later one has the higher rank, a cancellation the highest', () => {
  const ranks = ['open', 'at_warehouse', 'fulfilled', 'canceled'].map(statusRank)
  expect(ranks).toEqual(ranks.toSorted((one, other) => Number(one) - Number(other)))
  expect(['fulfilled', 'in_transit', 'canceled'].map((status) => hasShipped({ status }))).toEqual([
    true,
    true,
    false,
  ])
})
