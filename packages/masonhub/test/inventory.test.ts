import {
  AbortedError,
  createUndiciTransport,
  InvalidInputError,
  MalformedResponseError,
  OutcomeUnknownError,
  TimeoutError,
  type HttpRequest,
  type Transport,
} from '@tenon/core'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMasonHub,
  masonhubWebhooks,
  type MasonHub,
  type SnapshotOptions,
  type SnapshotOutcome,
} from '../src/index.ts'
import type { MasonHubFake, MasonHubFakeOptions } from '../src/testing/index.ts'
import { anOrder } from './order-fixture.ts'
import { startReceiver } from './receiver.ts'
import { setUp } from './set-up.ts'
import { aShipment, aLocation, someSkus } from './warehouse-fixture.ts'

const ready = (requestedAt = new Date().toISOString(), id = 'snapshot-1') => ({
  type: 'snapshotReady',
  data: {
    snapshot_id: id,
    download_url: `https://app.masonhub.co/acme/api/v1/snapshot_download/${id}.json`,
    snapshot_type: 'full',
    requested_at: requestedAt,
  },
})

const requested = ({ requests }: MasonHubFake): boolean =>
  requests.some(({ operation, status }) => operation === 'inventory.requestSnapshot' && status !== undefined)

async function setUpStock(
  options: MasonHubFakeOptions = {},
): Promise<{ fake: MasonHubFake; masonhub: MasonHub }> {
  const both = await setUp(options)
  const accepted = (await both.masonhub.skus.create(someSkus(3))).orThrow()
  await both.masonhub.dataFactory.createAvailable([
    { sku_id: accepted[0]?.id ?? '', quantity: 20 },
    { sku_id: accepted[1]?.id ?? '' },
  ])
  return both
}

/** Requests a snapshot; what the receiver gets is handed to the client. */
async function snapshotOver(masonhub: MasonHub): Promise<SnapshotOutcome> {
  const { url, received } = await startReceiver()
  await masonhub.callbacks.register([{ message_type: 'snapshotReady', url }])
  const outcome = masonhub.inventory.requestSnapshot()
  await expect.poll(() => received.length).toBe(1)
  for (const message of masonhubWebhooks.read(received[0]?.body, new URL(url))) masonhub.notify(message)
  return outcome
}

describe('what there is', () => {
  test('is told by SKU, status and place', async () => {
    const { masonhub } = await setUpStock()
    const [first] = (await masonhub.skus.list({ cid: ['SKU-1'] })).data
    await masonhub.dataFactory.loseInventory({ sku_id: first?.id ?? '', quantity: 2 })
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', await aLocation(masonhub))])
    const stock = (await masonhub.inventory.find(['SKU-1', 'SKU-9'])).get('SKU-1')
    expect(stock).toMatchObject({ total_available_to_sell: 18, total_units: 20, sku_id: first?.id })
    const counts = stock?.status_counts?.map(({ inventory_status, quantity }) => [inventory_status, quantity])
    expect(counts).toEqual([
      ['available', 18],
      ['lost', 2],
      ['expected', 10],
    ])
  })

  test('is gone through page by page', async () => {
    const { masonhub } = await setUpStock()
    const seen: string[] = []
    for await (const { customer_identifier } of masonhub.inventory.items({ limit: 2 }))
      seen.push(customer_identifier)
    expect(seen).toEqual(['SKU-1', 'SKU-2', 'SKU-3'])
  })

  test('follows an order from its reservation to its shipment', async () => {
    const { fake, masonhub } = await setUpStock()
    const order = (id: string, quantity: number) =>
      anOrder(id, { line_items: [{ sku_customer_id: 'SKU-1', quantity }] })
    await masonhub.orders.create([order('ORDER-1', 15), order('ORDER-2', 8)])
    const stock = () =>
      (['available', 'allocated', 'backordered', 'shipped'] as const).map((status) =>
        fake.stock('SKU-1', status),
      )
    expect(stock()).toEqual([0, 20, 3, 0])
    fake.ship('ORDER-1')
    expect(stock()).toEqual([0, 5, 3, 15])
    fake.advance('ORDER-2', 'canceled')
    expect(stock()).toEqual([5, 0, 0, 15])
  })
})

describe('a snapshot', () => {
  test('is announced by the callback, and its file has every SKU', async () => {
    const { fake, masonhub } = await setUpStock()
    const outcome = await snapshotOver(masonhub)
    expect(outcome).toMatchObject({ status: 'ready', by: 'callback', snapshot: { snapshot_type: 'full' } })
    const url = outcome.status === 'ready' ? outcome.snapshot.download_url : ''
    const file = await masonhub.inventory.downloadSnapshot(url)
    expect(file.format).toBe('json')
    for await (const chunk of file) expect(chunk.length).toBeGreaterThan(0)
    const rows = await masonhub.inventory.readSnapshot(url)
    expect(rows.map((row) => [row.customer_identifier, row.total_units])).toEqual([
      ['SKU-1', 20],
      ['SKU-2', 1],
      ['SKU-3', 0],
    ])
    expect(fake.requests.some(({ path }) => path.includes('/snapshot_download/'))).toBe(true)
  })

  test('is found by the poll where the callback went elsewhere', async () => {
    const { fake, masonhub } = await setUpStock()
    let looks = 0
    const poll: SnapshotOptions['poll'] = async () => {
      looks += 1
      return looks === 3 ? ready().data : undefined
    }
    const outcome = await masonhub.inventory.requestSnapshot({ poll, pollMs: 100 })
    expect(outcome).toMatchObject({ status: 'ready', by: 'poll', snapshot: { snapshot_id: 'snapshot-1' } })
    expect([looks, requested(fake)]).toEqual([3, true])
  })

  test('is refused while another is being made, for which can be waited', async () => {
    const { fake, masonhub } = await setUpStock({ snapshotAfterMs: 60_000 })
    const first = masonhub.inventory.requestSnapshot()
    await expect.poll(() => requested(fake)).toBe(true)
    expect(await masonhub.inventory.requestSnapshot()).toEqual({
      status: 'refused',
      code: '399',
      messages: [{ field: 'snapshot_type', code: '399', message: 'a full snapshot is already running' }],
    })
    const second = masonhub.inventory.waitForSnapshot()
    expect(masonhub.notify(ready())).toBe(true)
    await expect(first).resolves.toMatchObject({ status: 'ready', by: 'callback' })
    await expect(second).resolves.toMatchObject({ status: 'ready', by: 'callback' })
  })

  test.each([
    ['a body of its own', 200, { code: 399, message: 'already running' }],
    ['a numbered message', 200, { message: '399: already running' }],
    ['a refused request', 409, { error: { code: '399', message: 'already running' } }],
  ])('is refused in %s, too', async (_, status, body) => {
    const { fake, masonhub } = await setUpStock()
    const fault = { kind: 'answer', answer: { status, body } } as const
    fake.faults.add({ fault, operation: 'inventory.requestSnapshot' })
    expect(await masonhub.inventory.requestSnapshot()).toEqual({
      status: 'refused',
      code: '399',
      messages: [{ code: '399', message: 'already running' }],
    })
  })

  test('of an earlier request is not taken for this one, also when it is announced again', async () => {
    const { fake, masonhub } = await setUpStock()
    const request = async (): Promise<{ outcome: Promise<SnapshotOutcome> }> => {
      const before = fake.requests.length
      const outcome = masonhub.inventory.requestSnapshot()
      await expect.poll(() => fake.requests.slice(before).some(({ status }) => status === 200)).toBe(true)
      return { outcome }
    }
    const first = await request()
    expect(masonhub.notify(ready('2020-01-01T00:00:00Z', 'old'))).toBe(false)
    expect(masonhub.notify(ready(undefined, 'new'))).toBe(true)
    await expect(first.outcome).resolves.toMatchObject({ snapshot: { snapshot_id: 'new' } })
    const second = await request()
    expect(masonhub.notify(ready(undefined, 'new'))).toBe(false)
    expect(masonhub.notify(ready(undefined, 'newer'))).toBe(true)
    await expect(second.outcome).resolves.toMatchObject({ snapshot: { snapshot_id: 'newer' } })
  })

  test('that does not come is not waited for any longer', async () => {
    const { masonhub } = await setUpStock()
    await expect(masonhub.inventory.requestSnapshot({ timeoutMs: 500 })).rejects.toThrow(TimeoutError)
    const controller = new AbortController()
    const aborted = masonhub.inventory.waitForSnapshot({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(aborted).rejects.toThrow(AbortedError)
    const [closed] = await Promise.allSettled([masonhub.inventory.waitForSnapshot(), masonhub.close()])
    expect(closed).toMatchObject({ status: 'rejected', reason: { code: 'CLOSED' } })
  })

  test('may be being made when the answer was lost', async () => {
    const { fake, masonhub } = await setUpStock()
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'inventory.requestSnapshot' })
    const error = await masonhub.inventory.requestSnapshot().catch((reason: unknown) => reason)
    expect(OutcomeUnknownError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ cause: { code: 'CONNECTION' }, operation: 'inventory.requestSnapshot' })
  })

  test('is not requested with options that are wrong', async () => {
    const { fake, masonhub } = await setUp()
    const options = [{ asOf: 'yesterday' }, { timeoutMs: -1 }, { poll: 'often' }, { delta: true }]
    const tried = options.map((one) =>
      masonhub.inventory.requestSnapshot(one as never).catch((error: unknown) => error),
    )
    expect((await Promise.all(tried)).every((error) => InvalidInputError.isInstance(error))).toBe(true)
    expect(fake.requests).toEqual([])
  })
})

describe('the file of a snapshot', () => {
  async function snapshotUrl(masonhub: MasonHub): Promise<string> {
    const outcome = await snapshotOver(masonhub)
    return outcome.status === 'ready' ? outcome.snapshot.download_url : ''
  }

  test('may be CSV, as a late guide has it: it is handed on, and not read as rows', async () => {
    const { masonhub } = await setUpStock({ dialect: { snapshotFile: 'csv' } })
    const url = await snapshotUrl(masonhub)
    const file = await masonhub.inventory.downloadSnapshot(url)
    expect([file.format, file.contentType]).toEqual(['csv', 'text/csv'])
    let text = ''
    for await (const chunk of file) text += Buffer.from(chunk).toString()
    expect(text.split('\n')).toHaveLength(5)
    await expect(masonhub.inventory.readSnapshot(url)).rejects.toThrow(/csv, and not JSON/)
  })

  test.each([
    ['half of it', '{"data":[{"customer_identifier":"SKU-1"'],
    ['another form', '{"rows":[]}'],
    ['a thousand levels', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ])('that is %s is not read as rows', async (_, text) => {
    const { fake, masonhub } = await setUpStock()
    const url = await snapshotUrl(masonhub)
    const fault = { kind: 'answer', answer: { status: 200, text } } as const
    fake.faults.add({ fault, operation: 'inventory.downloadSnapshot' })
    await expect(masonhub.inventory.readSnapshot(url)).rejects.toThrow(MalformedResponseError)
  })
})

describe('the token goes to', () => {
  async function authorizationFor(url: string): Promise<string | undefined> {
    const seen: HttpRequest[] = []
    const transport: Transport = {
      send(request) {
        seen.push(request)
        const stream = (async function* () {
          yield Buffer.from('[]')
        })()
        return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0), stream })
      },
      close: () => Promise.resolve(),
    }
    const masonhub = createMasonHub({
      environment: 'production',
      account: 'acme',
      auth: { token: 'token-1' },
      transport,
    })
    onTestFinished(() => masonhub.close())
    expect(await masonhub.inventory.readSnapshot(url)).toEqual([])
    expect(seen.map(({ origin, path }) => origin + path)).toEqual([url])
    return seen[0]?.headers['authorization']
  }

  test('the own origin', async () => {
    const url = 'https://app.masonhub.co/acme/api/v1/snapshot_download/a.1.json'
    expect(await authorizationFor(url)).toBe('Bearer token-1')
  })

  test.each([
    'https://secure.masonhub.com/files/a.json?signature=1%2F2&b={c}',
    'https://sandbox.masonhub.co/acme/api/v1/snapshot_download/a.1.json',
  ])('no other: %s', async (url) => {
    expect(await authorizationFor(url.replace('{c}', '%7Bc%7D'))).toBeUndefined()
  })
})

test('a transport that was given is used for files too, and left open', async () => {
  const transport = createUndiciTransport()
  onTestFinished(() => transport.close())
  const { fake, masonhub } = await setUp({}, { transport })
  const missing = masonhub.inventory.downloadSnapshot(`${fake.url}/acme/api/v1/snapshot_download/gone.json`)
  await expect(missing).rejects.toMatchObject({ status: 404 })
  await masonhub.close()
  const other = createMasonHub({ ...fake.clientOptions(), transport })
  expect((await other.inventory.locations()).data).toHaveLength(2)
})
