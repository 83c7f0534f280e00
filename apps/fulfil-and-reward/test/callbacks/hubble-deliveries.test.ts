import { createHmac } from 'node:crypto'

import { createSeededRandom, createVirtualClock } from '@tenon/core/testing'
import { hubbleWebhooks } from '@tenon/hubble'
import { createMemoryInbox, createReceiver } from '@tenon/webhooks'
import { expect, test } from 'vitest'

const SECRET = 'hubble-test-secret'
const OLD_SECRET = 'the-secret-before'

/** One body of each kind that Hubble sends. */
const bodies = {
  orders: '{"id":"01J0ORDER00000000000000001","status":"SUCCESS"}',
  brands: '{"id":"01J0BRAND1","denominationType":"FIXED","status":"ACTIVE","denominations":[100]}',
  wallet: '{"balance": 75, "threshold": 200}',
  discounts: '{"brandId":"01J0BRAND1","subventionPercentage":4.5,"validFrom":"2025-03-01"}',
  store: '{"event":"BRAND_DISABLED","details":{"id":"B-1","name":"₹ café"}}',
} as const
type Kind = keyof typeof bodies
const kinds = Object.keys(bodies) as Kind[]

function sign(body: string | Uint8Array, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}

/** The receiver as the app has it, with a path for each kind. */
function receiving(secrets: string | string[] = SECRET) {
  const clock = createVirtualClock()
  const inbox = createMemoryInbox({ clock })
  const sources = ['', ...kinds].map((kind) => ({
    path: `/hubble/${kind}`,
    webhook: hubbleWebhooks,
    account: 'shop',
    secrets,
  }))
  const receive = createReceiver({ inbox, sources, clock })
  const deliver = async (kind: string, body: string | Uint8Array<ArrayBuffer>, signature?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'X-Verify': signature }),
    }
    return (await receive(new Request(`http://localhost/hubble/${kind}`, { method: 'POST', headers, body })))
      .status
  }
  const stored = async () => (await inbox.claim({ limit: 1_000, leaseMs: 1 })).map(({ message }) => message)
  return { deliver, stored, clock, inbox }
}

test('each kind is taken on its own URL and on one for all, under either secret of a rotation', async () => {
  const { deliver, stored } = receiving([OLD_SECRET, SECRET])
  for (const kind of kinds) {
    expect(await deliver(kind, bodies[kind], sign(bodies[kind]))).toBe(200)
    expect(await deliver('', bodies[kind], sign(bodies[kind], OLD_SECRET))).toBe(200)
  }
  // What came on both URLs is one message.
  expect((await stored()).map(({ type }) => type)).toEqual([
    'order',
    'brand',
    'wallet',
    'discount',
    'store-brand',
  ])
  expect(await receiving().deliver('orders', bodies.orders, sign(bodies.orders, OLD_SECRET))).toBe(401)
})

test('of equal deliveries those with an id are known for good, the wallet and brands for ten minutes', async () => {
  const { deliver, clock, inbox } = receiving()
  /** Delivers one of each kind, and returns the kinds that were taken as news. */
  async function deliverAll(): Promise<Kind[]> {
    const news: Kind[] = []
    for (const kind of kinds) {
      const { pending } = await inbox.counts()
      expect(await deliver(kind, bodies[kind], sign(bodies[kind]))).toBe(200)
      if ((await inbox.counts()).pending > pending) news.push(kind)
    }
    return news
  }
  expect(await deliverAll()).toEqual(kinds)
  await clock.advance(9 * 60_000)
  expect(await deliverAll()).toEqual([])
  await clock.advance(2 * 60_000)
  // What was signed once may come again at any time: these say that something is worth reading, and no more.
  expect(await deliverAll()).toEqual(['brands', 'wallet', 'store'])
})

test('of 100,000 deliveries that were tampered with none is taken, and every genuine one between them is', async () => {
  const random = createSeededRandom(20_250_301)
  const pick = (count: number): number => Math.floor(random.fraction() * count)
  const { deliver } = receiving()
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_, '

  function flip(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
    const index = pick(bytes.length)
    bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << pick(8)), index)
    return bytes
  }

  const inBody: ((body: string) => Uint8Array<ArrayBuffer>)[] = [
    (body) => flip(Buffer.from(body)),
    (body) => Buffer.from(body).subarray(0, pick(Buffer.byteLength(body))),
    (body) => Buffer.from(`${body}${alphabet[pick(alphabet.length)]}`),
    (body) => Buffer.from(` ${JSON.stringify(JSON.parse(body), null, 1 + pick(4))}`),
    (body) => {
      const at = 1 + pick(Buffer.byteLength(body) - 2)
      return Buffer.concat([Buffer.from(body).subarray(0, at), Buffer.from(body).subarray(at + 1)])
    },
  ]
  const inHeader: ((signature: string, body: string) => string | undefined)[] = [
    (signature) => {
      const at = pick(signature.length)
      return `${signature.slice(0, at)}${alphabet[pick(alphabet.length)]}${signature.slice(at + 1)}`
    },
    (signature) => signature.slice(0, pick(signature.length)),
    (signature) => `${signature}${alphabet[pick(alphabet.length)]}`,
    (signature) => (random.fraction() < 0.5 ? signature.toLowerCase() : signature.toUpperCase()),
    (signature) => Buffer.from(signature, 'base64').toString(random.fraction() < 0.5 ? 'hex' : 'base64url'),
    (_, body) => sign(body, `${SECRET}${pick(1_000)}`),
    (_, body) => sign(`${body} `),
    (signature) => `${signature}, ${signature}`,
    () => undefined,
  ]

  let tampered = 0
  let genuine = 0
  const taken: string[] = []
  const lost: string[] = []
  while (tampered < 100_000) {
    const kind = kinds[pick(kinds.length)] as Kind
    const body = bodies[kind]
    const signature = sign(body)
    if (pick(100) === 0) {
      genuine += 1
      if ((await deliver(kind, body, signature)) !== 200) lost.push(body)
      continue
    }
    const changed =
      random.fraction() < 0.5
        ? ([inBody[pick(inBody.length)]?.(body) ?? body, signature] as const)
        : ([body, inHeader[pick(inHeader.length)]?.(signature, body)] as const)
    // HTTP itself takes no notice of blanks around a value, and a random change may change nothing.
    if (Buffer.from(changed[0]).equals(Buffer.from(body)) && changed[1]?.trim() === signature) continue
    tampered += 1
    const status = await deliver(kind, changed[0], changed[1])
    if (status !== 401) taken.push(`${status} ${Buffer.from(changed[0]).toString('latin1')} ${changed[1]}`)
  }
  expect(taken).toEqual([])
  expect(lost).toEqual([])
  expect(genuine).toBeGreaterThan(900)
}, 180_000)
