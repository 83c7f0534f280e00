import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createMasonHub, type MasonHub } from '../src/index.ts'
import { startMasonHubFake, type MasonHubDialect } from '../src/testing/index.ts'
import { hurriedClock } from './hurried-clock.ts'
import { anOrder, orders } from './order-fixture.ts'

const dialects: fc.Arbitrary<MasonHubDialect> = fc.record(
  {
    list: fc.constantFrom('envelope', 'bare', 'named'),
    itemStatus: fc.constantFrom('lower', 'capital'),
    link: fc.constantFrom('url', 'uri'),
    write: fc.constantFrom('object', 'array', 'bare'),
    messages: fc.constantFrom('fields', 'texts', 'map'),
    orderStatus: fc.constantFrom('snake', 'camel', 'capital'),
    requestKey: fc.constantFrom('customer_order_id', 'customer_identifier'),
    error: fc.constantFrom('message', 'nested', 'pair'),
    tokenKey: fc.constantFrom('encrypted_key', 'encrypted_token'),
    deletedPhrase: fc.constantFrom('text', 'response', 'message'),
  },
  { requiredKeys: [] },
)

/** What an application sees of orders, requests, shipments, callbacks and holds; without ids and times. */
async function seen(dialect: MasonHubDialect): Promise<unknown> {
  await using fake = await startMasonHubFake({ dialect })
  await using masonhub = createMasonHub({
    ...fake.clientOptions(),
    retry: { retries: 0 },
    clock: hurriedClock,
  })
  const created = await masonhub.orders.create([...orders(3), anOrder('ORDER-4')])
  const again = await masonhub.orders.create([anOrder('ORDER-1')])
  fake.ship('ORDER-1')
  fake.advance('ORDER-2', 'atWarehouse')
  const updated = await masonhub.orders.update([anOrder('ORDER-2'), anOrder('ORDER-9')])
  const canceled = await masonhub.orders.cancel(['ORDER-1', 'ORDER-3'])
  await masonhub.callbacks.register([
    { message_type: 'orderEvent', url: 'https://shop.example/hooks', token: 'hook-token' },
  ])
  await masonhub.callbacks.hold(['rmaEvent'])
  const { token } = await masonhub.tokens.create('a phrase of our own')
  await masonhub.tokens.delete('a phrase of our own')
  const refused = await masonhub.orders
    .list({ cid: ['ORDER-1'], limit: 1, offset: 0, id: [' '] })
    .then(({ data }) => data.length)
  return {
    outcomes: [created, again, updated, canceled].map(({ outcomes }) => outcomes.map(summaryOf)),
    token: token.reveal().startsWith('eyJ'),
    refused,
    lists: await listsOf(masonhub),
  }
}

function summaryOf(outcome: {
  status: string
  identifier: string
  code?: string | undefined
  url?: string | undefined
}) {
  const { status, identifier, code, url } = outcome
  return [status, identifier, code, url?.split('?')[0]]
}

async function listsOf(masonhub: MasonHub): Promise<unknown> {
  const found: unknown[] = []
  for await (const row of masonhub.orders.items({ limit: 2 }))
    found.push([row.customer_identifier, row.status])
  const summaries = (await masonhub.orders.list({ list_type: 'summary' })).data
  const requests = [await masonhub.orders.updateRequests(), await masonhub.orders.cancelRequests()]
  return {
    orders: found,
    summaries: summaries.map(({ customer_identifier, status }) => [customer_identifier, status]),
    one: (await masonhub.orders.find(['ORDER-2'])).get('ORDER-2')?.line_items,
    none: [...(await masonhub.orders.find(['ORDER-9']))],
    requests: requests.map(({ data }) => data.map((row) => [row.customer_order_id, row.status])),
    shipments: (await masonhub.shipments.list()).data.map((row) => [row.customer_order_id, row.status]),
    callbacks: (await masonhub.callbacks.list()).data.map((row) => [row.message_type, row.url]),
    holds: (await masonhub.callbacks.holds()).data.map((row) => row.message_type),
  }
}

test('whatever dialect the vendor speaks, an application sees the same', async () => {
  const plain = await seen({})
  expect(JSON.stringify(plain)).toContain('["ORDER-2","atWarehouse"]')
  await fc.assert(
    fc.asyncProperty(dialects, async (dialect) => {
      expect(await seen(dialect)).toEqual(plain)
    }),
    { numRuns: 40, seed: 5, endOnFailure: true },
  )
}, 120_000)

test.each(['message', 'nested', 'pair', 'page'] as const)(
  'an error says what happened in the form "%s"',
  async (error) => {
    await using fake = await startMasonHubFake({ dialect: { error } })
    await using masonhub = createMasonHub({ ...fake.clientOptions(), auth: { token: 'x.y.z' } })
    await expect(masonhub.orders.list()).rejects.toMatchObject({ code: 'AUTHENTICATION', status: 401 })
  },
)
