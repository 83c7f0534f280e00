import { createSeededRandom } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { createReceiver, type WebhookSource } from '../src/index.ts'
import { envelope, post, sign, SIGNED_PATH, SIGNING_SECRET, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { signedWebhook, tokenWebhook } from './support/webhooks.ts'

const SEED = 47
const sources: readonly WebhookSource[] = [
  { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: ['an older token', TOKEN] },
  { path: SIGNED_PATH, webhook: signedWebhook, account: 'shop', secrets: ['an older key', SIGNING_SECRET] },
]

interface Wire {
  readonly path: string
  readonly header: string
  readonly value: Buffer
  readonly body: Buffer
  /** Where a mutation must be refused: with a token in the header the body proves nothing. */
  readonly targets: readonly ('value' | 'body')[]
}

function counting() {
  let stored = 0
  const receiver = createReceiver({
    sources,
    inbox: {
      append: async (messages) => {
        stored += messages.length
        return messages.map(() => 'stored' as const)
      },
    },
  })
  return { receiver, stored: () => stored }
}

/** A genuine delivery: its token in the header, or in the body, or signed. */
function genuine(index: number, random: ReturnType<typeof createSeededRandom>): Wire {
  const note = String.fromCodePoint(0x20 + Math.floor(random.fraction() * 0x2000)).repeat(index % 9)
  const kind = index % 3
  if (kind === 0) {
    const body = Buffer.from(JSON.stringify({ id: `order-${index}`, note }))
    return {
      path: SIGNED_PATH,
      header: 'x-verify',
      value: Buffer.from(sign(body)),
      body,
      targets: ['value', 'body'],
    }
  }
  const inBody = kind === 1
  const body = Buffer.from(JSON.stringify(envelope(`m-${index}`, { note, ...(inBody && { token: TOKEN }) })))
  const value = Buffer.from(inBody ? '' : `Bearer ${TOKEN}`)
  return { path: TOKEN_PATH, header: 'authorization', value, body, targets: inBody ? [] : ['value'] }
}

function toRequest({ path, header, value, body }: Wire): Request {
  const headers = value.length > 0 ? { [header]: value.toString('latin1') } : {}
  return post({ path, headers, body: Uint8Array.from(body) })
}

/** One bit turned, a byte taken out, put in or doubled, a piece cut off, or two swapped. */
function mutate(original: Buffer, random: ReturnType<typeof createSeededRandom>): Buffer {
  const at = Math.floor(random.fraction() * original.length)
  const byte = Buffer.from([Math.floor(random.fraction() * 256)])
  const [head, tail] = [original.subarray(0, at), original.subarray(at)]
  const first = tail.subarray(0, 1)
  const mutants = [
    () =>
      Buffer.concat([
        head,
        Buffer.from([tail.readUInt8(0) ^ (1 << Math.floor(random.fraction() * 8))]),
        tail.subarray(1),
      ]),
    () => Buffer.concat([head, tail.subarray(1)]),
    () => Buffer.concat([head, byte, tail]),
    () => Buffer.concat([head, first, tail]),
    () => Buffer.from(head),
    () => Buffer.concat([tail, head]),
  ]
  return (mutants[Math.floor(random.fraction() * mutants.length)] as () => Buffer)()
}

/** As it arrives: of a header the server drops white space at both ends. */
function isSame(mutant: Buffer, original: Buffer, target: 'value' | 'body'): boolean {
  if (target === 'body') return mutant.equals(original)
  return mutant.toString('latin1').trim() === original.toString('latin1').trim()
}

test('of 100,000 mutated deliveries none is accepted', { timeout: 180_000 }, async () => {
  const random = createSeededRandom(SEED)
  const { receiver, stored } = counting()
  const statuses = new Map<number, number>()
  for (let tried = 0, index = 0; tried < 100_000; index += 1) {
    const wire = genuine(index, random)
    const target = wire.targets[Math.floor(random.fraction() * wire.targets.length)]
    if (target === undefined) continue
    const mutant = mutate(wire[target], random)
    if (isSame(mutant, wire[target], target)) continue
    let request: Request
    try {
      request = toRequest({ ...wire, [target]: mutant })
    } catch {
      continue // not something that a header can hold
    }
    const { status } = await receiver(request)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    tried += 1
  }
  expect([...statuses]).toEqual([[401, 100_000]])
  expect(stored()).toBe(0)
})

test(
  'of 20,000 deliveries with a mutated token in their body none is accepted',
  { timeout: 60_000 },
  async () => {
    const random = createSeededRandom(SEED + 1)
    const { receiver, stored } = counting()
    const statuses = new Set<number>()
    for (let tried = 0; tried < 20_000;) {
      const token = mutate(Buffer.from(TOKEN), random).toString('latin1')
      if (token === TOKEN) continue
      tried += 1
      const body = Buffer.from(JSON.stringify(envelope('1', { token })))
      statuses.add((await receiver(post({ body: Uint8Array.from(body) }))).status)
    }
    expect([...statuses]).toEqual([401])
    expect(stored()).toBe(0)
  },
)

test('of 10,000 genuine deliveries none is refused', { timeout: 60_000 }, async () => {
  const random = createSeededRandom(SEED)
  const { receiver, stored } = counting()
  const statuses = new Set<number>()
  for (let index = 0; index < 10_000; index += 1)
    statuses.add((await receiver(toRequest(genuine(index, random)))).status)
  expect([...statuses]).toEqual([200])
  expect(stored()).toBe(10_000)
})
