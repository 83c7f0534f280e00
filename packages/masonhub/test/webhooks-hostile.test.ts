import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { masonhubWebhooks, parseMessage } from '../src/index.ts'
import { MESSAGE_SAMPLES } from './message-samples.ts'

const URL_OF_HOOK = new URL('https://shop.example/hooks/masonhub')
const MUTATIONS = 10_000
const ODD_VALUES: readonly unknown[] = [
  null,
  undefined,
  '',
  'x'.repeat(10_000),
  '\u0000',
  0,
  -1,
  1e308,
  Number.NaN,
  true,
  [],
  [[]],
  {},
  [null],
  { toString: 'no', __proto__: null },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
]

describe('an id that is blank is none', () => {
  const blanks = ['', '00000000-0000-0000-0000-000000000000', null]
  const read = (message_type: string, event: object) =>
    masonhubWebhooks.read({ message_type, message_id: 'm-1', data: [event] }, URL_OF_HOOK)

  test.each(blanks)('in a return: %j', (id) => {
    const as_of = '2026-01-01T00:00:00Z'
    const named = read('rmaEvent', { id, customer_identifier: 'RMA-1', event_type: 'tendered', as_of })
    expect(named).toMatchObject([{ type: 'rmaEvent', orderKey: 'rma:RMA-1' }])
    const nameless = read('rmaEvent', { id: 'r-1', customer_identifier: id, event_type: 'tendered', as_of })
    expect(nameless).toMatchObject([{ type: 'rmaEvent', orderKey: 'rma:r-1' }])
    expect(read('rmaEvent', { id, customer_identifier: id, as_of })).toMatchObject([{ type: 'unparsed' }])
  })

  test.each(blanks)('in a resolution: %j', (id) => {
    const names = { customer_order_id: id, customer_identifier: 'ORDER-1', id, update_request_id: 'r-1' }
    expect(read('orderUpdateResolution', { ...names, status: 'success' })).toMatchObject([
      { type: 'orderUpdateResolution', data: [{ id: 'r-1', customer_order_id: 'ORDER-1' }] },
    ])
  })

  test.each(blanks)('in an order event: %j', (order_id) => {
    expect(read('orderEvent', { order_id, id: 'o-1', customer_identifier: 'ORDER-1' })).toMatchObject([
      { data: [{ order_id: 'o-1' }] },
    ])
  })
})

describe('every form that the vendor shows', () => {
  test.each(Object.entries(MESSAGE_SAMPLES))('is read: %s', (_, sample) => {
    const { message_type } = sample as { message_type: string }
    const [message, ...others] = masonhubWebhooks.read(sample, URL_OF_HOOK)
    expect(message?.type.toLowerCase()).toBe(message_type.toLowerCase())
    expect(others).toEqual([])
    expect(masonhubWebhooks.read([sample, sample], URL_OF_HOOK)).toEqual([message, message])
  })

  test('keeps what only a guide has, without demanding it', () => {
    const sample = MESSAGE_SAMPLES['a guide: why the stock changed'] as { data: unknown[] }
    const [message] = masonhubWebhooks.read(sample, URL_OF_HOOK)
    expect(message?.data).toMatchObject([{ change_reason: 'sale', previous_quantity: 4 }])
  })
})

test(`${MUTATIONS} deliveries that were tampered with are read or unparsed, and none throws`, () => {
  const random = createSeededRandom(11)
  const samples = Object.values(MESSAGE_SAMPLES)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T

  /** Puts something odd somewhere below. */
  function mutate(value: unknown, depth: number): unknown {
    if (depth === 0 || typeof value !== 'object' || value === null || random.fraction() < 0.15) {
      return pick(ODD_VALUES)
    }
    if (Array.isArray(value)) {
      if (value.length === 0 || random.fraction() < 0.2) return [...(value as unknown[]), pick(ODD_VALUES)]
      const at = Math.floor(random.fraction() * value.length)
      return value.map((one: unknown, index) => (index === at ? mutate(one, depth - 1) : one))
    }
    const key = pick(Object.keys(value))
    if (key === undefined || random.fraction() < 0.2)
      return { ...value, [pick(['id', 'data', 'status', 'x'])]: pick(ODD_VALUES) }
    const { [key]: inner, ...rest } = value as Record<string, unknown>
    return random.fraction() < 0.2 ? rest : { ...rest, [key]: mutate(inner, depth - 1) }
  }

  const kinds = new Set<string>()
  for (let round = 0; round < MUTATIONS; round += 1) {
    const body = mutate(pick(samples), 6)
    const messages = masonhubWebhooks.read(body, URL_OF_HOOK)
    for (const message of messages) {
      kinds.add(message.type)
      // What was read can be kept and read again; nothing is lost on the way to an inbox.
      const stored = JSON.parse(
        JSON.stringify({ type: message.type, data: message.data ?? null }),
      ) as typeof message
      parseMessage(stored)
    }
    if (messages.length === 0 && !(Array.isArray(body) && body.length === 0))
      throw new Error('a delivery was lost')
  }
  expect([...kinds].toSorted()).toEqual(
    [...new Set([...kinds, 'unparsed', 'orderEvent', 'rmaEvent'])].toSorted(),
  )
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
