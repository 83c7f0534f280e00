import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Secret } from '@tenon/core'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMasonHub,
  masonhubSignedWebhooks,
  masonhubWebhooks,
  parseOrderEvents,
  type MasonHub,
  type OrderEvent,
} from '../src/index.ts'
import { startMasonHubFake, type MasonHubDialect, type MasonHubFake } from '../src/testing/index.ts'
import { anOrder, orders } from './order-fixture.ts'
import { startReceiver, type Receiver } from './receiver.ts'
import { setUp } from './set-up.ts'
import { aSku } from './warehouse-fixture.ts'

const TOKEN = 'hook-token'

async function hearing(masonhub: MasonHub, token: string | Secret = TOKEN): Promise<Receiver> {
  const receiver = await startReceiver()
  const callback = { message_type: 'orderEvent', url: receiver.url, token } as const
  ;(await masonhub.callbacks.register([callback])).orThrow()
  return receiver
}

/** The order events that were received, as an application reads them. */
function eventsOf({ received, url }: Receiver): OrderEvent[] {
  return received
    .flatMap(({ body }) => masonhubWebhooks.read(body, new URL(url)))
    .flatMap((message) => parseOrderEvents(message) ?? [])
}

/** As they happened, which is not as they came. */
function inTime(receiver: Receiver): OrderEvent[] {
  return eventsOf(receiver).toSorted((one, other) =>
    (one.updated_at ?? '').localeCompare(other.updated_at ?? ''),
  )
}

const statusesOf = (receiver: Receiver): unknown[] => eventsOf(receiver).map(({ status }) => status)

function messageIdsOf({ received }: Receiver): unknown[] {
  return received.map(({ body }) => (body as { message_id: string }).message_id)
}

test('the fake knows SKUs that were named or created, and any as long as there are none', async () => {
  const { masonhub } = await setUp({ skus: ['MUG-BLUE'] })
  const order = (name: string, sku_customer_id: string) =>
    anOrder(name, { line_items: [{ sku_customer_id, quantity: 1 }] })
  await masonhub.skus.create([aSku('SKU-1')])
  const named = await masonhub.orders.create([
    order('ORDER-1', 'MUG-BLUE'),
    order('ORDER-2', 'SKU-1'),
    order('ORDER-3', 'SKU-2'),
  ])
  expect(named.outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'refused'])
  const { masonhub: other } = await setUp()
  expect((await other.orders.create([order('ORDER-1', 'ANY')])).accepted).toHaveLength(1)
  await other.skus.create([aSku('SKU-1')])
  expect((await other.orders.create([order('ORDER-2', 'ANY')])).refused).toMatchObject([{ code: '303' }])
})

describe('the fake checks what the vendor checks', () => {
  const ask = async (fake: MasonHubFake, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${fake.url}${path}`, init)

  test.each([
    ['without a token', {}, '/acme/api/v1/orders', 401, 'Authorization header missing'],
    [
      'with a token that is none',
      { authorization: 'Bearer x' },
      '/acme/api/v1/orders',
      401,
      'Invalid bearer token',
    ],
    ['with another scheme', { authorization: 'Basic x' }, '/acme/api/v1/orders', 401, 'Invalid bearer token'],
    ['for another account', {}, '/other/api/v1/orders', 404, 'not found'],
  ])('%s', async (_, headers, path, status, message) => {
    const { fake } = await setUp()
    const answer = await ask(fake, path, { headers: headers as Record<string, string> })
    expect([answer.status, await answer.json()]).toEqual([status, { message }])
  })

  test('on paths and with bodies that it does not know', async () => {
    const { fake } = await setUp()
    const headers = { authorization: `Bearer ${fake.issueToken()}` }
    const post = (body: string): Promise<Response> =>
      ask(fake, '/acme/api/v1/orders', { method: 'POST', headers, body })
    expect((await ask(fake, '/acme/api/v1/nothing', { headers })).status).toBe(404)
    expect((await post('{')).status).toBe(400)
    expect((await post('{}')).status).toBe(400)
    expect((await post(JSON.stringify(orders(31)))).status).toBe(400)
    expect((await ask(fake, '/acme/api/v1/orders?limit=101', { headers })).status).toBe(400)
  })

  test('and it sees the request id of every attempt', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(31))
    expect(new Set(fake.requests.map(({ requestId }) => requestId)).size).toBe(2)
    expect(fake.requests.every(({ requestId }) => /^[\da-f-]{36}$/.test(requestId ?? ''))).toBe(true)
  })

  test('item by item', async () => {
    const { fake } = await setUp({ dialect: { itemStatus: 'capital' } })
    const answer = await ask(fake, '/acme/api/v1/orders', {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.issueToken()}` },
      body: JSON.stringify([anOrder('ORDER-1'), anOrder('ORDER-1'), { customer_identifier: 'ORDER-2' }, 7]),
    })
    expect(await answer.json()).toMatchObject({
      records_submitted: 4,
      records_failed: 3,
      records_succeeded: 1,
      results: [
        { customer_identifier: 'ORDER-1', status: 'Success' },
        {
          customer_identifier: 'ORDER-1',
          status: 'Failure',
          messages: [{ errors: [expect.stringMatching(/^301:/)] }],
        },
        { customer_identifier: 'ORDER-2', status: 'Failure' },
        { status: 'Failure' },
      ],
    })
  })
})

describe('orders move', () => {
  test('by themselves, and each step is told to who registered for it', async () => {
    const { fake, masonhub } = await setUp({ autoShip: { afterMs: 5, stepMs: 15 } })
    const receiver = await hearing(masonhub)
    await masonhub.orders.create([anOrder('ORDER-1')])
    await expect.poll(() => receiver.received.length).toBe(4)
    expect(inTime(receiver).map(({ status }) => status)).toEqual([
      'atWarehouse',
      'inProcess',
      'packed',
      'fulfilled',
    ])
    expect(inTime(receiver)[3]).toMatchObject({
      order_id: fake.orders.get('ORDER-1')?.id,
      shipments: [
        {
          tracking_number: expect.stringMatching(/^1Z/),
          shipment_line_items: [{ sku_customer_id: 'MUG-BLUE' }],
        },
      ],
    })
    expect(receiver.received[0]?.authorization).toBe(`Bearer ${TOKEN}`)
    expect(new Set(messageIdsOf(receiver)).size).toBe(4)
    const found = await masonhub.orders.find(['ORDER-1'])
    expect(found.get('ORDER-1')).toMatchObject({ status: 'fulfilled', shipments: [{ status: 'manifested' }] })
  })

  test('when a test moves them', async () => {
    const { fake, masonhub } = await setUp()
    const receiver = await hearing(masonhub)
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.advance('ORDER-1', 'atWarehouse')
    await expect.poll(() => statusesOf(receiver)).toEqual(['atWarehouse'])
    fake.ship('ORDER-1')
    await expect.poll(() => statusesOf(receiver)).toEqual(['atWarehouse', 'fulfilled'])
    fake.advance('ORDER-1', 'delivered')
    await expect.poll(() => statusesOf(receiver)).toEqual(['atWarehouse', 'fulfilled', 'delivered'])
    expect(() => fake.ship('ORDER-2')).toThrow(/no order "ORDER-2"/)
  })
})

describe('callbacks come', () => {
  test.each<MasonHubDialect>([
    {},
    { delivery: 'array' },
    { orderEvent: 'small' },
    { token: 'body' },
    { delivery: 'array', orderEvent: 'small', token: 'body' },
  ])('in the dialect %o', async (dialect) => {
    const { fake, masonhub } = await setUp({ dialect })
    const receiver = await hearing(masonhub, new Secret(TOKEN))
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.ship('ORDER-1')
    await expect.poll(() => statusesOf(receiver)).toEqual(['fulfilled'])
    const [only] = receiver.received
    expect(Array.isArray(only?.body)).toBe(dialect.delivery === 'array')
    expect(only?.authorization).toBe(dialect.token === 'body' ? undefined : `Bearer ${TOKEN}`)
    expect(JSON.stringify(only?.body).includes(TOKEN)).toBe(dialect.token === 'body')
    expect(JSON.stringify(only?.body).includes('shipping_address_name')).toBe(dialect.orderEvent !== 'small')
    expect(eventsOf(receiver)[0]?.shipments?.[0]?.shipper_service_level).toBe('ground')
  })

  test.each(['', 'sha256='])(
    'signed where that is switched on, with "%s" before the signature',
    async (prefix) => {
      const { fake, masonhub } = await setUp({ dialect: { signature: { secret: 'signing-secret', prefix } } })
      const receiver = await hearing(masonhub)
      await masonhub.orders.create([anOrder('ORDER-1')])
      fake.ship('ORDER-1')
      await expect.poll(() => receiver.received.length).toBe(1)
      const { verification } = masonhubSignedWebhooks
      if (verification.kind !== 'hmac-sha256') throw new Error('not a signature')
      const [delivery] = receiver.received
      const digest = createHmac('sha256', 'signing-secret').update(delivery?.text ?? '')
      expect(delivery?.headers[verification.header]).toBe(prefix + digest.digest(verification.encoding))
    },
  )

  test('late where that is switched on', async () => {
    const { fake, masonhub } = await setUp({ deliverAfterMs: 80 })
    const receiver = await hearing(masonhub)
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.ship('ORDER-1')
    const shippedAt = Date.now()
    await expect.poll(() => receiver.received.length, { interval: 5 }).toBe(1)
    expect(Date.now() - shippedAt).toBeGreaterThanOrEqual(75)
  })

  test('again with the same message id until they are acknowledged', async () => {
    const { fake, masonhub } = await setUp({ retryDelaysMs: [5, 5, 5] })
    const receiver = await hearing(masonhub)
    receiver.answers.push(500, 503)
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.ship('ORDER-1')
    await expect.poll(() => fake.deliveries.map(({ status }) => status)).toEqual([500, 503, 200])
    expect(new Set(messageIdsOf(receiver)).size).toBe(1)
  })

  test('not again after an answer in the 400s', async () => {
    const { fake, masonhub } = await setUp({ retryDelaysMs: [1, 1] })
    const receiver = await hearing(masonhub)
    receiver.answers.push(401)
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.ship('ORDER-1')
    await expect.poll(() => fake.deliveries.map(({ status }) => status)).toEqual([401])
  })

  test('twice where duplicates are switched on', async () => {
    const { fake, masonhub } = await setUp({ duplicates: 1 })
    const receiver = await hearing(masonhub)
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.ship('ORDER-1')
    await expect.poll(() => receiver.received.length).toBe(2)
    expect(new Set(messageIdsOf(receiver)).size).toBe(1)
  })

  test('out of order where that is switched on, with the order told by updated_at', async () => {
    const { fake, masonhub } = await setUp({ outOfOrder: 0.5, seed: 3 })
    const receiver = await hearing(masonhub)
    await masonhub.orders.create([anOrder('ORDER-1')])
    const way = ['atWarehouse', 'inProcess', 'packed', 'fulfilled', 'tendered', 'delivered']
    for (const status of way) {
      fake.advance('ORDER-1', status)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await expect.poll(() => receiver.received.length).toBe(way.length)
    expect(statusesOf(receiver)).not.toEqual(way)
    expect(inTime(receiver).map(({ status }) => status)).toEqual(way)
  })
})

describe('with a books file', () => {
  async function booksFile(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tenon-masonhub-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    return join(folder, 'books.db')
  }

  test('a restart keeps orders and tokens, resumes what moved, and delivers what was not acknowledged', async () => {
    const options = {
      booksFile: await booksFile(),
      autoShip: { afterMs: 150, stepMs: 30 },
      retryDelaysMs: [],
    }
    const first = await startMasonHubFake(options)
    const token = first.issueToken()
    await using masonhub = createMasonHub({ ...first.clientOptions(), auth: { token } })
    const receiver = await hearing(masonhub)
    receiver.answers.push(...Array<number>(20).fill(503))
    await masonhub.orders.create(orders(2))
    first.ship('ORDER-2')
    await expect.poll(() => first.deliveries.length).toBeGreaterThan(0)
    await first.close()
    receiver.answers.length = 0
    const missed = receiver.received.length

    await using second = await startMasonHubFake(options)
    expect(second.orders.size).toBe(2)
    await expect.poll(() => second.orders.get('ORDER-1')?.status).toBe('fulfilled')
    const acknowledged = (): unknown[] =>
      eventsOf(receiver)
        .slice(missed)
        .map(({ customer_identifier, status }) => `${customer_identifier} ${status}`)
        .toSorted()
    await expect
      .poll(acknowledged)
      .toEqual([
        'ORDER-1 atWarehouse',
        'ORDER-1 fulfilled',
        'ORDER-1 inProcess',
        'ORDER-1 packed',
        'ORDER-2 fulfilled',
      ])
    await using again = createMasonHub({ ...second.clientOptions(), auth: { token } })
    expect((await again.orders.create(orders(1))).accepted).toMatchObject([{ alreadyExisted: true }])
  })
})

test('closing waits for the delivery under way, and nothing moves after it', async () => {
  const fake = await startMasonHubFake({ autoShip: { afterMs: 1, stepMs: 20 } })
  await using masonhub = createMasonHub(fake.clientOptions())
  const receiver = await hearing(masonhub)
  await masonhub.orders.create(orders(20))
  await expect.poll(() => receiver.received.length).toBeGreaterThan(3)
  await fake.close()
  const { length } = receiver.received
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(receiver.received).toHaveLength(length)
})
