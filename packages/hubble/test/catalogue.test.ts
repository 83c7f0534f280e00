import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createVirtualClock, type VirtualClock } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createCatalogue,
  createHubble,
  createMemoryCatalogueStore,
  hubbleWebhooks,
  type BrandMessage,
  type CatalogueChanges,
  type CatalogueOptions,
  type CatalogueStore,
} from '../src/index.ts'
import { createSqliteCatalogueStore, createSqliteOrderJournal } from '../src/sqlite/index.ts'
import { startHubbleFake, type FakeProduct } from '../src/testing/index.ts'
import { productId } from './support/an-order.ts'
import { scriptedTransport, type ScriptedAnswer } from './support/scripted-transport.ts'

const DAY = 24 * 60 * 60_000

function newPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'tenon-catalogue-')), 'catalogue.sqlite')
}

function sqliteStore(path = newPath(), account = 'staging/acme'): CatalogueStore {
  const store = createSqliteCatalogueStore({ path, account })
  onTestFinished(() => store.close())
  return store
}

const stores = [
  ['in memory', createMemoryCatalogueStore],
  ['in SQLite', sqliteStore],
] as const

async function mirror(options: Partial<CatalogueOptions> = {}) {
  const fake = await startHubbleFake()
  const hubble = createHubble({ ...fake.account, retry: { retries: 0 } })
  const told: CatalogueChanges[] = []
  const clock = createVirtualClock()
  const catalogue = createCatalogue({
    hubble,
    clock,
    pageSize: 3,
    onChange: (changes) => void told.push(changes),
    ...options,
  })
  onTestFinished(async () => {
    await catalogue.close()
    await hubble.close()
    await fake.close()
  })
  return { fake, hubble, catalogue, clock, told }
}

function titles(products: readonly { readonly title: string }[]): string[] {
  return products.map(({ title }) => title).toSorted()
}

function brandMessage(body: object): BrandMessage {
  const [message] = hubbleWebhooks.read(body, new URL('https://shop.example/brands'))
  if (message?.type !== 'brand') throw new Error('not a brand')
  return message
}

describe.each(stores)('a copy %s', (_, makeStore) => {
  test('is complete after a sync, page by page, and lists what can be ordered', async () => {
    const { catalogue, fake } = await mirror({ store: makeStore() })
    expect(await catalogue.syncedAt()).toBeUndefined()
    const changes = await catalogue.sync()
    expect(titles(changes.added)).toEqual(titles(fake.products))
    expect(changes).toMatchObject({ changed: [], gone: [], unclear: [] })
    expect(titles(await catalogue.listActive())).toEqual(
      titles(fake.products.filter(({ status }) => status === 'ACTIVE')),
    )
    expect(await catalogue.get(productId('Purana'))).toMatchObject({ status: 'INACTIVE' })
    expect(await catalogue.get('nothing')).toBeUndefined()
    expect(fake.requests.filter(({ operation }) => operation === 'products.list')).toHaveLength(3)
  })

  test('tells of a second sync only what is different', async () => {
    const { catalogue, fake, clock, told } = await mirror({ store: makeStore() })
    await catalogue.sync()
    await clock.advance(DAY)
    expect(await catalogue.sync()).toEqual({ added: [], changed: [], gone: [], unclear: [] })
    const [bazaar, kitab] = fake.products as [FakeProduct, FakeProduct]
    fake.setProduct({ ...bazaar, title: 'Bazaar Plus', status: 'INACTIVE' })
    fake.removeProduct(kitab.id)
    fake.setProduct({ ...kitab, id: '01NEW', title: 'Naya' })
    await clock.advance(DAY)
    const changes = await catalogue.sync()
    expect(titles(changes.added)).toEqual(['Naya'])
    expect(titles(changes.gone)).toEqual(['Kitab'])
    expect(changes.changed).toMatchObject([
      { before: { title: 'Bazaar' }, after: { title: 'Bazaar Plus' }, fields: ['status', 'title', 'tags'] },
    ])
    expect(told).toHaveLength(2)
    expect(told[1]).toEqual(changes)
  })

  test('keeps a brand that is gone for a month, out of sight, and tells when it is back', async () => {
    const store = makeStore()
    const { catalogue, fake, clock } = await mirror({ store })
    const kitab = fake.products[1] as FakeProduct
    await catalogue.sync()
    fake.removeProduct(kitab.id)
    await clock.advance(DAY)
    await catalogue.sync()
    expect(await catalogue.get(kitab.id)).toBeUndefined()
    expect(titles(await catalogue.listActive())).not.toContain('Kitab')
    expect(await store.find(kitab.id)).toMatchObject({ goneAt: clock.wall() })
    fake.setProduct(kitab)
    await clock.advance(DAY)
    expect(titles((await catalogue.sync()).added)).toEqual(['Kitab'])
    fake.removeProduct(kitab.id)
    await catalogue.sync()
    await clock.advance(30 * DAY)
    expect(await catalogue.sync()).toMatchObject({ gone: [] })
    expect(await store.find(kitab.id)).toBeUndefined()
  })

  test('is not touched by a sync that fails in the middle', async () => {
    const store = makeStore()
    const { catalogue, fake, clock, told } = await mirror({ store })
    await catalogue.sync()
    const before = [await store.all(), await store.syncedAt()]
    for (const product of fake.products) fake.setProduct({ ...product, title: `${product.title}!` })
    fake.removeProduct(productId('Kitab'))
    await clock.advance(DAY)
    // The first page comes, the second does not.
    fake.faults.add({ operation: 'products.list', times: 1, fault: { kind: 'slow', delayMs: 1 } })
    fake.faults.add({ operation: 'products.list', fault: { kind: 'malformed' } })
    await expect(catalogue.sync()).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' })
    expect(fake.requests.filter(({ operation }) => operation === 'products.list')).toHaveLength(3 + 2)
    expect([await store.all(), await store.syncedAt()]).toEqual(before)
    expect(told).toHaveLength(1)
    fake.faults.clear()
    expect((await catalogue.sync()).gone).toHaveLength(1)
  })

  test('takes a webhook for a hint, and reads the product', async () => {
    const { catalogue, fake } = await mirror({ store: makeStore() })
    await catalogue.sync()
    const message = brandMessage({ id: productId('Bazaar'), status: 'INACTIVE', denominationType: 'FIXED' })
    // It is not so: somebody sent an old delivery again.
    expect(await catalogue.apply(message)).toEqual({ added: [], changed: [], gone: [], unclear: [] })
    fake.updateProduct(productId('Bazaar'), { status: 'INACTIVE' })
    const { changed } = await catalogue.apply(message)
    expect(changed).toMatchObject([{ fields: ['status'], after: { status: 'INACTIVE', title: 'Bazaar' } }])
    expect(titles(await catalogue.listActive())).not.toContain('Bazaar')
  })
})

describe('where a webhook’s product cannot be read', () => {
  test('what it says is merged: status, denominations and limits, and nothing else', async () => {
    const { catalogue, fake } = await mirror()
    await catalogue.sync()
    fake.faults.add({ operation: 'products.get', fault: { kind: 'answer', answer: { status: 503 } } })
    const before = await catalogue.get(productId('Bazaar'))
    const { changed } = await catalogue.apply(
      brandMessage({
        id: productId('Bazaar'),
        status: 'ACTIVE',
        denominationType: 'FIXED',
        denominations: [100],
        amountRestrictions: { minOrderAmount: 100, maxOrderAmount: 200 },
        title: 'not pushed',
      }),
    )
    expect(changed.map(({ fields }) => fields)).toEqual([['amountRestrictions']])
    expect(await catalogue.get(productId('Bazaar'))).toMatchObject({
      title: before?.title,
      amountRestrictions: { maxOrderAmount: 200, denominations: [100] },
    })
    expect((await catalogue.apply(brandMessage({ id: 'unknown', denominationType: 'FIXED' }))).added).toEqual(
      [],
    )
  })

  test('a sync that asked before it does not undo it, the one after it does', async () => {
    const { catalogue, fake, clock } = await mirror()
    await catalogue.sync()
    await clock.advance(DAY)
    fake.faults.add({ operation: 'products.get', fault: { kind: 'answer', answer: { status: 503 } } })
    fake.faults.add({ operation: 'products.list', times: 1, fault: { kind: 'slow', delayMs: 150 } })
    const syncing = catalogue.sync()
    await clock.advance(1_000)
    await catalogue.apply(
      brandMessage({ id: productId('Bazaar'), status: 'INACTIVE', denominationType: 'FIXED' }),
    )
    await syncing
    expect(await catalogue.get(productId('Bazaar'))).toMatchObject({ status: 'INACTIVE' })
    await clock.advance(DAY)
    await catalogue.sync()
    expect(await catalogue.get(productId('Bazaar'))).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('a brand that is missing from a list is not gone for that', () => {
  const brand = (id: string) => ({ id, status: 'ACTIVE', title: id, denominationType: 'FIXED' })
  const absent: ScriptedAnswer = {
    status: 404,
    body: { id: 'E001', code: 'RESOURCE_NOT_FOUND', message: 'no' },
  }

  function scripted(byId: Readonly<Record<string, ScriptedAnswer>>) {
    let listed = ['a', 'b', 'c', 'd'].map(brand)
    const transport = scriptedTransport(({ path }) =>
      path.includes('?')
        ? { status: 200, body: { data: listed, nextCursor: null } }
        : byId[path.split('/').at(-1) ?? ''],
    )
    const auth = { clientId: 'acme', clientSecret: 's3cret' }
    const clock = createVirtualClock()
    const hubble = createHubble({ environment: 'staging', auth, transport, clock, retry: { retries: 0 } })
    return {
      catalogue: createCatalogue({ hubble, clock }),
      list: (ids: string[]) => (listed = ids.map(brand)),
    }
  }

  test('it is read by itself, and only the vendor’s own word makes it gone', async () => {
    const { catalogue, list } = scripted({
      b: { status: 200, body: brand('b') },
      c: { status: 404, body: '<html>' },
      d: absent,
    })
    await catalogue.sync()
    list(['a'])
    const { gone, unclear } = await catalogue.sync()
    expect([titles(gone), unclear]).toEqual([['d'], ['c']])
    expect(titles(await catalogue.listActive())).toEqual(['a', 'b', 'c'])
  })

  test('an empty list empties nothing by itself', async () => {
    const { catalogue, list } = scripted(
      Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, { status: 500 }])),
    )
    await catalogue.sync()
    list([])
    expect((await catalogue.sync()).unclear).toEqual(['a', 'b', 'c', 'd'])
    expect(await catalogue.listActive()).toHaveLength(4)
  })
})

describe('by the clock', () => {
  /** The clock stands still, and the network takes the time that it takes. */
  async function settled(clock: VirtualClock, isSo: () => boolean): Promise<void> {
    const look = async (): Promise<boolean> => {
      await clock.advance(0)
      return isSo()
    }
    await expect.poll(look, { interval: 2, timeout: 4_000 }).toBe(true)
  }

  test('it syncs at once, then daily, sooner after a failure, and no more once it is closed', async () => {
    const { catalogue, fake, clock } = await mirror({ pageSize: 100 })
    const syncs = () => fake.requests.filter(({ operation }) => operation === 'products.list').length
    catalogue.start()
    catalogue.start()
    await settled(clock, () => syncs() === 1 && clock.pendingTimers === 1)
    await clock.advance(DAY - 1)
    expect(syncs()).toBe(1)
    fake.faults.add({ operation: 'products.list', times: 1, fault: { kind: 'malformed' } })
    await clock.advance(1)
    await settled(clock, () => syncs() === 2 && clock.pendingTimers === 1)
    await clock.advance(10 * 60_000)
    await settled(clock, () => syncs() === 3 && clock.pendingTimers === 1)
    await catalogue.close()
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(3 * DAY)
    expect(syncs()).toBe(3)
  })

  test('a copy that another run made is not made again before its day is over', async () => {
    const store = sqliteStore()
    const first = await mirror({ store, pageSize: 100 })
    await first.catalogue.sync()
    await first.clock.advance(DAY / 2)
    const { catalogue, fake, clock } = await mirror({ store, pageSize: 100, clock: first.clock })
    expect(clock).not.toBe(first.clock)
    catalogue.start()
    await settled(first.clock, () => first.clock.pendingTimers === 1)
    expect(fake.requests).toEqual([])
    await first.clock.advance(DAY / 2)
    await settled(first.clock, () => fake.requests.some(({ operation }) => operation === 'products.list'))
  })
})

test('syncs at once are one sync, and one who stops waiting does not stop the others', async () => {
  const { catalogue, fake } = await mirror({ pageSize: 100 })
  const stop = new AbortController()
  const stopped = catalogue.sync({ signal: stop.signal })
  const others = [catalogue.sync(), catalogue.sync({ signal: new AbortController().signal })]
  stop.abort('enough')
  await expect(stopped).rejects.toMatchObject({ code: 'ABORTED', reason: 'enough' })
  const results = await Promise.all(others)
  expect(results[0]).toBe(results[1])
  expect(fake.requests.filter(({ operation }) => operation === 'products.list')).toHaveLength(1)
})

test('an onChange that throws spoils nothing', async () => {
  const onChange = () => {
    throw new Error('broken')
  }
  const { catalogue } = await mirror({ onChange })
  expect((await catalogue.sync()).added).not.toEqual([])
})

describe('the file', () => {
  test('holds the catalogues of several accounts apart, beside an order journal, over restarts', async () => {
    const path = newPath()
    createSqliteOrderJournal({ path }).close()
    const { catalogue, fake } = await mirror({ store: sqliteStore(path) })
    await catalogue.sync()
    const again = await mirror({ store: sqliteStore(path) })
    expect(titles(await again.catalogue.listActive())).toEqual(titles(await catalogue.listActive()))
    const other = await mirror({ store: sqliteStore(path, 'production/acme') })
    expect(await other.catalogue.listActive()).toEqual([])
    expect(fake.products.length).toBeGreaterThan(0)
  })

  test.each([[''], [' '], [tmpdir()]])('%j is refused', (path) => {
    expect(() => createSqliteCatalogueStore({ path, account: 'a' })).toThrow(
      /the catalogue ".*" cannot be used/,
    )
  })

  test('needs the name of an account', () => {
    expect(() => createSqliteCatalogueStore({ path: newPath(), account: '' })).toThrow(/account/)
  })
})

test.each(['pageSize', 'everyMs', 'retryMs', 'keepGoneMs'])('a %s of 0 does not start', (option) => {
  const hubble = createHubble({ environment: 'staging', auth: { clientId: 'a', clientSecret: 'b' } })
  expect(() => createCatalogue({ hubble, [option]: 0 })).toThrow(option)
})
