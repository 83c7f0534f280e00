import { InvalidInputError } from '@tenon/core'
import { describe, expect, expectTypeOf, test } from 'vitest'

import type { Order } from '../src/index.ts'
import type { MasonHubDialect } from '../src/testing/index.ts'
import { anOrder, orders } from './order-fixture.ts'
import { setUp } from './set-up.ts'

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const one of all) found.push(one)
  return found
}

describe('a list of orders', () => {
  test.each<MasonHubDialect>([{ list: 'envelope' }, { list: 'bare' }, { list: 'named' }])(
    'is read page by page from %o',
    async (dialect) => {
      const { fake, masonhub } = await setUp({ dialect })
      await masonhub.orders.create(orders(95), { concurrency: 1 })
      const before = fake.requests.length
      const found = await collect(masonhub.orders.items({ limit: 40 }))
      expect(found.map(({ customer_identifier }) => customer_identifier)).toEqual(
        orders(95).map((order) => order.customer_identifier),
      )
      expect(fake.requests.slice(before).map(({ path }) => path.split('?')[1])).toEqual([
        'list_type=detail&limit=40',
        'list_type=detail&limit=40&offset=40',
        'list_type=detail&limit=40&offset=80',
      ])
    },
  )

  test('goes on where the vendor gives smaller pages than were asked for, and says so', async () => {
    const { fake, masonhub } = await setUp()
    const rows = orders(30).map((order) => ({ ...order, id: order.customer_identifier }))
    const body = { limit: 30, offset: 0, data: rows }
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } }, times: 1 })
    const pages = await collect(masonhub.orders.pages())
    expect(pages).toHaveLength(1)
    expect(pages[0]?.next).toMatchObject({ offset: 30 })
    expect(fake.requests[1]?.path).toContain('offset=30')
  })

  test('ends with a last page that is full, after one more request', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(4))
    const before = fake.requests.length
    expect(await collect(masonhub.orders.items({ limit: 2 }))).toHaveLength(4)
    expect(fake.requests.length - before).toBe(3)
  })

  test('joins identifiers with commas, and encodes them', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create([anOrder('#1001 & co'), anOrder('#1002+3')])
    const { data } = await masonhub.orders.list({ cid: ['#1001 & co', '#1002+3'], list_type: 'summary' })
    expect(data.map(({ customer_identifier }) => customer_identifier)).toEqual(['#1001 & co', '#1002+3'])
    expect(fake.requests.at(-1)?.path).toContain('cid=%231001%20%26%20co,%231002%2B3')
  })

  test('can be asked for what was changed since a moment', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(2))
    await expect
      .poll(() => Date.now())
      .toBeGreaterThan(Date.parse(fake.orders.get('ORDER-2')?.created_at ?? ''))
    const since = new Date()
    fake.advance('ORDER-2', 'atWarehouse')
    const { data } = await masonhub.orders.list({ sdt: since })
    expect(data).toMatchObject([{ customer_identifier: 'ORDER-2', status: 'atWarehouse' }])
  })

  test.each([
    [{ cid: ['A,B'] }, 'cid.0'],
    [{ cid: Array<string>(31).fill('A') }, 'cid'],
    [{ cid: [] }, 'cid'],
    [{ limit: 101 }, 'limit'],
    [{ offset: -1 }, 'offset'],
    [{ sdt: 'yesterday' }, 'sdt'],
    [{ status: 'open' }, ''],
  ])('is not asked for with %o', async (query, at) => {
    const { fake, masonhub } = await setUp()
    const error = await masonhub.orders.list(query as object).catch((reason: unknown) => reason)
    expect(InvalidInputError.isInstance(error) && error.issues[0]).toMatch(new RegExp(`^${at}`))
    expect(fake.requests).toEqual([])
  })

  test('has the record of its call beside the result', async () => {
    const { masonhub } = await setUp()
    const pending = masonhub.orders.list()
    await pending
    expect(pending.call).toMatchObject({ operation: 'orders.list', attempts: [{ number: 1, status: 200 }] })
  })
})

describe('finding orders', () => {
  test('asks for 30 at a time, and answers by identifier', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(70))
    const before = fake.requests.length
    const wanted = [...orders(70).map((order) => order.customer_identifier), 'GONE-1', 'ORDER-1']
    const found = await masonhub.orders.find(wanted)
    expect(fake.requests.length - before).toBe(3)
    expect(found.size).toBe(70)
    expect(found.get('ORDER-70')?.status).toBe('open')
    expect(found.has('GONE-1')).toBe(false)
    expectTypeOf(found).toEqualTypeOf<ReadonlyMap<string, Order>>()
  })

  test('does not take an order that was not asked for', async () => {
    const { fake, masonhub } = await setUp()
    const body = [anOrder('ORDER-1'), anOrder('ORDER-2')]
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } } })
    expect([...(await masonhub.orders.find(['ORDER-2'])).keys()]).toEqual(['ORDER-2'])
  })

  test('finds all pages, and the live one of two with the same identifier', async () => {
    const { fake, masonhub } = await setUp()
    const deleted = { ...anOrder('ORDER-1'), id: 'd-1', deleted_at: '2026-01-01T00:00:00Z' }
    const live = { ...anOrder('ORDER-1'), id: 'l-1', status: 'open' }
    const pages = [
      [live, deleted],
      [deleted, live],
      [deleted, ...Array.from({ length: 99 }, (_, index) => ({ ...anOrder('ORDER-9'), id: `${index}` }))],
      [live],
    ]
    for (const body of pages)
      fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } }, times: 1 })
    for (const _ of [1, 2, 3])
      expect((await masonhub.orders.find(['ORDER-1'])).get('ORDER-1')?.id).toBe('l-1')
  })

  test('nothing asks nothing', async () => {
    const { fake, masonhub } = await setUp()
    expect((await masonhub.orders.find([])).size).toBe(0)
    expect(fake.requests).toEqual([])
  })
})
