import type { FakeAnswer } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { correlate } from '../src/batch/correlate.ts'
import { sendNarrowing } from '../src/batch/send-narrowing.ts'
import type { ItemResult } from '../src/wire/item-result.ts'
import { setUp } from './set-up.ts'
import { aSku, someSkus } from './warehouse-fixture.ts'

/** A vendor that refuses a request as a whole as soon as one of its items is bad: a capital letter. */
async function narrow(letters: string, narrowing = { fruitless: 0, wasAnswered: false }) {
  const requests: string[] = []
  const taken: string[] = []
  const refused: string[] = []
  async function send(sent: readonly string[], isDivisible: boolean): Promise<boolean> {
    requests.push(sent.join(''))
    if (!sent.some((item) => item === item.toUpperCase())) {
      taken.push(...sent)
      return true
    }
    if (!isDivisible) refused.push(...sent)
    return false
  }
  await sendNarrowing(Array.from(letters), send, narrowing, { reason: undefined })
  return { requests, taken, refused, narrowing }
}

describe('a request that is refused as a whole', () => {
  test('is narrowed down to the bad item, and every other is taken', async () => {
    const { requests, taken, refused } = await narrow('abcdEfgh')
    expect(refused).toEqual(['E'])
    expect(taken.join('')).toBe('abcdfgh')
    expect(requests).toEqual(['abcdEfgh', 'abcd', 'Efgh', 'Ef', 'E', 'f', 'gh'])
  })

  test('takes fewer than twice as many requests as items, however many are bad', async () => {
    const { requests, refused } = await narrow('ABCDEFGHIJKLMNOPQRSTUVWXYZABCD')
    expect(refused).toHaveLength(30)
    expect(requests).toHaveLength(59)
  })

  test('is no longer taken apart once two in a row were refused to the last item', async () => {
    const narrowing = { fruitless: 0, wasAnswered: false }
    await narrow('ABC', narrowing)
    await narrow('DEF', narrowing)
    const third = await narrow('GHi', narrowing)
    expect(third.requests).toEqual(['GHi'])
    expect(third.refused.join('')).toBe('GHi')
  })

  test('is taken apart again after one that was taken', async () => {
    const narrowing = { fruitless: 0, wasAnswered: false }
    await narrow('ABC', narrowing)
    await narrow('abc', narrowing)
    await narrow('ABC', narrowing)
    expect((await narrow('aB', narrowing)).taken).toEqual(['a'])
  })

  test('leaves the items beside the bad one created, each once', async () => {
    const { fake, masonhub } = await setUp()
    const refusal: FakeAnswer = {
      status: 400,
      body: { error: { code: 'VALIDATION_ERROR', message: 'SKU-9 is bad' } },
    }
    // The fake refuses item by item: the first three requests stand for a server that does not.
    fake.faults.add({ fault: { kind: 'answer', answer: refusal }, operation: 'skus.create', times: 3 })
    const { accepted, refused } = await masonhub.skus.create(someSkus(4), { concurrency: 1 })
    // All four, the first two, the first alone.
    expect(refused).toMatchObject([{ identifier: 'SKU-1', code: 'VALIDATION_ERROR' }])
    expect(accepted.map(({ identifier }) => identifier)).toEqual(['SKU-2', 'SKU-3', 'SKU-4'])
    expect(fake.skus.size).toBe(3)
  })

  test('as taken is looked up before it counts', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.skus.create([aSku('SKU-1')])
    const conflict = { status: 409, body: { error: { message: 'exists' } } }
    const fault = { kind: 'answer', answer: conflict } as const
    fake.faults.add({ fault, operation: 'skus.create' })
    const { accepted, refused } = await masonhub.skus.create([aSku('SKU-1'), aSku('SKU-2')])
    expect(accepted).toMatchObject([{ identifier: 'SKU-1', alreadyExisted: true }])
    expect(refused).toMatchObject([{ identifier: 'SKU-2', code: '409' }])
  })
})

describe('what the vendor says about an item is found', () => {
  const result = (fields: Partial<ItemResult>): ItemResult => ({
    customer_identifier: undefined,
    status: 'success',
    messages: [],
    id: undefined,
    url: undefined,
    label: undefined,
    ...fields,
  })
  const ids = (results: readonly (ItemResult | undefined)[]) => results.map((one) => one?.id)

  test('by the identifier, in whatever order', () => {
    const results = [
      result({ customer_identifier: 'B', id: '2' }),
      result({ customer_identifier: 'A', id: '1' }),
    ]
    expect(ids(correlate(['A', 'B'], results))).toEqual(['1', '2'])
  })

  test('by the position only where none is named and the numbers agree', () => {
    const results = [result({ id: '1' }), result({ id: '2' })]
    expect(ids(correlate(['A', 'B'], results))).toEqual(['1', '2'])
    expect(ids(correlate(['A', 'B', 'C'], results))).toEqual([undefined, undefined, undefined])
  })

  test('not at all where another is named in its place', () => {
    const results = [
      result({ customer_identifier: 'B', id: '2' }),
      result({ customer_identifier: 'X', id: '9' }),
    ]
    expect(ids(correlate(['A', 'B'], results))).toEqual([undefined, '2'])
  })
})

test('a batch that is aborted between its chunks keeps what was settled', async () => {
  const { fake, masonhub } = await setUp()
  const controller = new AbortController()
  const { accepted, unknown } = await masonhub.skus.create(someSkus(90), {
    concurrency: 1,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  })
  expect(accepted).toHaveLength(30)
  expect(unknown.every(({ sent }) => sent === 'no')).toBe(true)
  expect(unknown).toHaveLength(60)
  expect(fake.skus.size).toBe(30)
})

test('a request that never gets through is unknown after the last round', async () => {
  const { fake, masonhub } = await setUp()
  fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'skus.delete' })
  await masonhub.skus.create(someSkus(1))
  const { unknown } = await masonhub.skus.delete(['SKU-1'], { rounds: 2 })
  expect(unknown).toMatchObject([{ identifier: 'SKU-1', sent: 'maybe' }])
  expect(fake.requests.filter(({ operation }) => operation === 'skus.delete')).toHaveLength(2)
})
