import { HttpError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble } from '../src/index.ts'
import { startHubbleFake } from '../src/testing/index.ts'
import { productId } from './support/an-order.ts'
import { scriptedTransport, type Script } from './support/scripted-transport.ts'

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of list) items.push(item)
  return items
}

function clientOf(script: Script) {
  const transport = scriptedTransport(script)
  const auth = { clientId: 'acme', clientSecret: 's3cret' }
  return { transport, hubble: createHubble({ environment: 'staging', auth, transport }) }
}

function page(ids: readonly string[], nextCursor?: unknown) {
  const data = ids.map((id) => ({ id, status: 'ACTIVE', title: id, denominationType: 'FIXED' }))
  return { status: 200, body: { data, nextCursor } }
}

describe.each(['v1', 'v3'] as const)('the catalogue in the spelling of %s', (dialect) => {
  test('reads to the same products, page by page and all at once', async () => {
    await using fake = await startHubbleFake({ dialect })
    const hubble = createHubble({ ...fake.account })
    const paged = await collect(hubble.products.list.items({ pageNo: 1, limit: 3 }))
    const atOnce = await collect(hubble.products.list.items())
    await hubble.close()
    expect(paged).toEqual(atOnce)
    expect(paged.map(({ title }) => title)).toEqual(fake.products.map(({ title }) => title))
    expect(paged[0]).toMatchObject({
      category: ['SHOPPING'],
      amountRestrictions: {
        minOrderAmount: 100,
        maxOrderAmount: 10_000,
        denominations: [100, 200, 500, 1000],
      },
    })
    const paths = fake.requests
      .filter(({ operation }) => operation === 'products.list')
      .map(({ path }) => path)
    expect(paths).toEqual([
      '/v1/partners/products?pageNo=1&limit=3',
      '/v1/partners/products?pageNo=2&limit=3',
      '/v1/partners/products?pageNo=3&limit=3',
      '/v1/partners/products',
    ])
  })
})

test('products are searched, filtered and read by id', async () => {
  await using fake = await startHubbleFake()
  const hubble = createHubble({ ...fake.account })
  expect((await hubble.products.list({ q: 'kit' })).data).toMatchObject([{ title: 'Kitab' }])
  expect((await hubble.products.list({ category: 'FOOD' })).data).toMatchObject([{ title: 'Chaiwala' }])
  expect(await hubble.products.get({ productId: productId('Purana') })).toMatchObject({ status: 'INACTIVE' })
  const missing = await hubble.products.get({ productId: 'nothing' }).catch((error: unknown) => error)
  expect(missing).toMatchObject({ status: 404, vendor: { id: 'E001', code: 'RESOURCE_NOT_FOUND' } })
  expect(HttpError.isInstance(missing)).toBe(true)
  await hubble.close()
})

describe('the pages of a list end', () => {
  test.each([
    ['when there is no cursor', [page(['a', 'b'], 'x'), page(['c', 'd'])], 2],
    ['when the cursor is null', [page(['a', 'b'], 'x'), page(['c', 'd'], null)], 2],
    ['when a page is empty', [page(['a', 'b'], 'x'), page([], 'y')], 2],
    ['when a page is not full', [page(['a', 'b'], 'x'), page(['c'], 'y')], 2],
    ['when a page is not full by the count of the cursor', [page(['a'], { pageNo: 1, limit: 2 })], 1],
  ])('%s', async (_, pages, asked) => {
    const rest = [...pages]
    const { hubble, transport } = clientOf(() => rest.shift() ?? new Error('asked too often'))
    const ids = (await collect(hubble.products.list.items({ pageNo: 1, limit: 2 }))).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(transport.requests).toHaveLength(asked)
  })

  test('in an error when three pages bring nothing new', async () => {
    const pages = ['x', 'y', 'z', 'u'].map((cursor) => page(['a', 'b'], cursor))
    const { hubble, transport } = clientOf(() => pages.shift() ?? new Error('asked too often'))
    const items = collect(hubble.products.list.items({ pageNo: 1, limit: 2 }))
    await expect(items).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' })
    expect(transport.requests).toHaveLength(4)
  })

  test('after as many pages as you allow, should the list have no end', async () => {
    let count = 0
    const { hubble } = clientOf(() => page([`${(count += 1)}`, `${count}b`], 'more'))
    expect(await collect(hubble.products.list.items({ pageNo: 1, limit: 2 }, { maxPages: 3 }))).toHaveLength(
      6,
    )
  })
})

test('a page that the vendor made smaller than asked for is not taken for the last one', async () => {
  const { hubble } = clientOf(({ path }) =>
    path.includes('pageNo=1') ? page(['a', 'b'], { pageNo: 1, limit: 2 }) : page(['c'], null),
  )
  expect(await collect(hubble.products.list.items({ pageNo: 1, limit: 500 }))).toHaveLength(3)
})

describe('a product is read leniently', () => {
  async function read(product: object) {
    const body = { id: 'p', status: 'ACTIVE', title: 'P', denominationType: 'FIXED', ...product }
    return clientOf(() => ({ status: 200, body })).hubble.products.get({ productId: 'p' })
  }

  test('what is absent is null or empty', async () => {
    expect(await read({})).toMatchObject({ category: [], tags: [], amountRestrictions: null, logoUrl: null })
  })

  test('a category may be one string, and values may be unknown', async () => {
    const product = {
      category: 'FOOD',
      status: 'PAUSED',
      denominationType: 'VARIABLE',
      redemptionType: 'BOTH',
    }
    expect(await read(product)).toMatchObject({ ...product, category: ['FOOD'] })
  })

  test('numbers may be strings, and unknown fields stay', async () => {
    const product = { amountRestrictions: { maxAmount: '500', denominations: ['100', 250] }, sparkles: true }
    expect(await read(product)).toMatchObject({
      amountRestrictions: { maxOrderAmount: 500, minOrderAmount: null, denominations: [100, 250] },
      sparkles: true,
    })
  })

  test('a description of another type does not spoil the rest', async () => {
    expect(await read({ termsAndConditions: 7, howToUseInstructions: 'none' })).toMatchObject({
      id: 'p',
      termsAndConditions: null,
      howToUseInstructions: null,
    })
  })
})

test.each([{ pageNo: 0 }, { limit: 1.5 }, { page: 1 }])('%j is not sent', async (input) => {
  const { hubble, transport } = clientOf(() => page([]))
  await expect(hubble.products.list(input as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(transport.requests).toEqual([])
})
