import { AuthenticationError, InvalidInputError, OutcomeUnknownError, PartialFailureError } from '@tenon/core'
import type { Fault } from '@tenon/core/testing'
import { describe, expect, expectTypeOf, test } from 'vitest'

import type { AcceptedItem, BatchOptions, BatchResult, Outcome } from '../src/index.ts'
import type { MasonHubFake } from '../src/testing/index.ts'
import { anOrder, orders } from './order-fixture.ts'
import { setUp } from './set-up.ts'

const sends = ({ requests }: MasonHubFake): number =>
  requests.filter(({ operation }) => operation === 'orders.create').length

const answer = (status: number, body: unknown = { message: 'no' }, headers = {}): Fault => ({
  kind: 'answer',
  answer: { status, body, headers },
})

test('95 orders go out in chunks of 30, and their outcomes come back in order', async () => {
  const { fake, masonhub } = await setUp()
  const result = await masonhub.orders.create(orders(95))
  expect(sends(fake)).toBe(4)
  expect(fake.orders.size).toBe(95)
  expect(result.outcomes.map(({ identifier }) => identifier)).toEqual(
    orders(95).map((order) => order.customer_identifier),
  )
  expect(result.orThrow()).toEqual(result.accepted)
  expect(result.accepted[94]).toMatchObject({ id: fake.orders.get('ORDER-95')?.id, alreadyExisted: false })
  expect(result.calls.map(({ operation }) => operation)).toEqual(Array(4).fill('orders.create'))
})

test('no orders make no call', async () => {
  const { fake, masonhub } = await setUp()
  expect((await masonhub.orders.create([])).outcomes).toEqual([])
  expect(fake.requests).toEqual([])
})

test('no more requests are under way at a time than were allowed', async () => {
  const { fake, masonhub } = await setUp()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 30 } })
  const times: number[] = []
  await masonhub.orders.create(orders(120), { concurrency: 1, onProgress: () => times.push(Date.now()) })
  expect(times.at(-1)).toBeGreaterThan((times[0] ?? 0) + 80)
})

test('progress is told up to the end, and a callback that throws stops nothing', async () => {
  const { masonhub } = await setUp()
  const seen: number[] = []
  const onProgress: BatchOptions['onProgress'] = ({ done, total }) => {
    seen.push(done / total)
    throw new Error('the caller made a mistake')
  }
  const { accepted } = await masonhub.orders.create(orders(60), { onProgress })
  expect(accepted).toHaveLength(60)
  expect(seen).toEqual([0.5, 1])
})

describe('what the vendor refuses', () => {
  test('is refused item by item, with code, field and reason', async () => {
    const { masonhub } = await setUp({ skus: ['MUG-BLUE'] })
    const wrong = anOrder('ORDER-2', { line_items: [{ sku_customer_id: 'GONE', quantity: 1 }] })
    const result = await masonhub.orders.create([anOrder('ORDER-1'), wrong, anOrder('ORDER-3')])
    expect(result.outcomes.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted'])
    expect(result.refused).toEqual([
      {
        status: 'refused',
        identifier: 'ORDER-2',
        code: '303',
        messages: [{ field: 'line_items.0.sku_customer_id', code: '303', message: 'the SKU does not exist' }],
      },
    ])
  })

  test('is an error for those who want all of them', async () => {
    const { masonhub } = await setUp({ skus: [] })
    const result = await masonhub.orders.create(orders(7))
    expect(() => result.orThrow()).toThrow(PartialFailureError)
    expect(() => result.orThrow()).toThrow(/7 of 7 were not accepted: "ORDER-1" refused \(303 .*and 2 more/)
    expect(() => result.orThrow()).toThrow(expect.objectContaining({ failures: result.refused }))
  })

  test('as a whole request is refused for each of its items', async () => {
    const { fake, masonhub } = await setUp()
    const body = { error: { code: 'BATCH_LIMIT_EXCEEDED', message: 'too many' } }
    fake.faults.add({ fault: answer(400, body), operation: 'orders.create' })
    const { refused } = await masonhub.orders.create(orders(2))
    expect(refused.map(({ code, messages }) => [code, messages])).toEqual(
      Array(2).fill(['BATCH_LIMIT_EXCEEDED', [{ code: 'BATCH_LIMIT_EXCEEDED', message: 'too many' }]]),
    )
    // Once together, then each by itself.
    expect(sends(fake)).toBe(3)
  })
})

describe('what is not clear is settled, and each order is in the books once', () => {
  const half = { results: [{ customer_identifier: 'ORDER-1', status: 'success' }] }
  const faults: [string, Fault][] = [
    ['the connection breaks before the vendor has the orders', { kind: 'drop-before' }],
    ['the connection breaks after the vendor took the orders', { kind: 'drop-after' }],
    ['a 500 for nothing', answer(500)],
    [
      'a 500 after the orders were taken',
      { kind: 'answer-after', answer: { status: 500, body: { message: 'oops' } } },
    ],
    ['a 503 without a body', answer(503, undefined)],
    ['a 502 page of a gateway', { kind: 'answer-after', answer: { status: 502, text: '<html>' } }],
    ['a 408', answer(408)],
    ['a 429 that names a second', answer(429, { message: 'slow down' }, { 'retry-after': '1' })],
    ['half of the JSON', { kind: 'malformed' }],
    [
      'a web page in place of JSON',
      { kind: 'answer-after', answer: { status: 200, text: '<html>login</html>' } },
    ],
    ['an answer without detail', { kind: 'answer-after', answer: { status: 200, body: 'ok' } }],
    ['an answer about one item only', { kind: 'answer-after', answer: { status: 200, body: half } }],
    [
      'an item status that nobody knows',
      { kind: 'answer-after', answer: { status: 200, body: [{ status: 'queued' }, { status: 'queued' }] } },
    ],
  ]
  test.each(faults)('%s', async (_, fault) => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault, operation: 'orders.create', times: 1 })
    const result = await masonhub.orders.create(orders(2))
    expect(result.orThrow()).toHaveLength(2)
    expect(result.accepted.every(({ alreadyExisted }) => !alreadyExisted)).toBe(true)
    expect(fake.orders.size).toBe(2)
    expect(sends(fake)).toBeLessThanOrEqual(2)
  })

  test('many orders, with a third of the requests failing in every way', async () => {
    const { fake, masonhub } = await setUp({ seed: 7 })
    for (const [, fault] of faults.filter(([name]) => !name.includes('429'))) {
      fake.faults.add({ fault, operation: 'orders.create', probability: 0.03 })
    }
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.list', probability: 0.1 })
    const result = await masonhub.orders.create(orders(600), { concurrency: 6, rounds: 6 })
    expect(fake.faults.happened).toBeGreaterThan(3)
    expect(result.orThrow()).toHaveLength(600)
    expect(fake.orders.size).toBe(600)
  })

  test('an order that shows late is found after it was sent again and called taken', async () => {
    const { fake, masonhub } = await setUp({ visibleAfterMs: 100 })
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'orders.create', times: 1 })
    const { accepted } = await masonhub.orders.create(orders(1))
    expect(accepted).toMatchObject([{ identifier: 'ORDER-1', alreadyExisted: true }])
    expect(sends(fake)).toBe(2)
  })

  test('what was taken of a chunk is not sent again', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create([anOrder('ORDER-1')])
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.create', times: 1 })
    const { outcomes } = await masonhub.orders.create(orders(2))
    expect(outcomes).toMatchObject([
      { status: 'accepted', identifier: 'ORDER-1' },
      { status: 'accepted', identifier: 'ORDER-2' },
    ])
  })
})

describe('an identifier that is taken (301)', () => {
  test('counts as accepted when the vendor has the order', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    const { accepted } = await masonhub.orders.create(orders(2))
    expect(accepted).toEqual([
      {
        status: 'accepted',
        identifier: 'ORDER-1',
        alreadyExisted: true,
        id: fake.orders.get('ORDER-1')?.id,
        url: undefined,
      },
      expect.objectContaining({ identifier: 'ORDER-2', alreadyExisted: false }),
    ])
  })

  test('is a refusal where no look shows an order of that name, and no attempt of ours can have made it', async () => {
    const { masonhub } = await setUp({ visibleAfterMs: 60_000 })
    await masonhub.orders.create(orders(1))
    const { refused, calls } = await masonhub.orders.create(orders(1))
    expect(refused).toMatchObject([{ identifier: 'ORDER-1', code: '301' }])
    expect(calls.filter(({ operation }) => operation === 'orders.list').length).toBeGreaterThan(1)
  })

  test('is unknown where an attempt of ours may have made the order, and its record may be late', async () => {
    const { fake, masonhub } = await setUp({ visibleAfterMs: 60_000 })
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'orders.create', times: 1 })
    const { unknown } = await masonhub.orders.create(orders(1))
    expect(unknown).toMatchObject([{ identifier: 'ORDER-1', sent: 'maybe' }])
  })

  test('is unknown when the vendor cannot be asked', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    fake.faults.add({ fault: answer(500), operation: 'orders.list' })
    const { unknown } = await masonhub.orders.create(orders(1), { rounds: 2 })
    expect(unknown).toMatchObject([
      { identifier: 'ORDER-1', sent: 'maybe', error: { cause: { status: 500 } } },
    ])
  })
})

describe('what cannot be settled', () => {
  test('is unknown after the last round, with the error and its requests', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: answer(500), operation: 'orders.create' })
    const result = await masonhub.orders.create(orders(1), { rounds: 2 })
    const [unknown] = result.unknown
    expect(sends(fake)).toBe(2)
    expect(unknown).toMatchObject({ status: 'unknown', identifier: 'ORDER-1', sent: 'maybe' })
    expect(OutcomeUnknownError.isInstance(unknown?.error)).toBe(true)
    expect(unknown?.error).toMatchObject({
      reference: 'ORDER-1',
      operation: 'orders.create',
      cause: { status: 500 },
    })
    expect(unknown?.error.requestIds).toHaveLength(1)
    expect(() => result.orThrow()).toThrow(PartialFailureError)
  })

  test('was never sent where no connection could be made', async () => {
    const { fake, masonhub } = await setUp()
    await fake.close()
    const { unknown } = await masonhub.orders.create(orders(1), { rounds: 2 })
    expect(unknown).toMatchObject([{ sent: 'no', error: { cause: { code: 'CONNECTION' } } }])
  })

  test('is not waited for longer than a minute on the word of the vendor', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: answer(429, {}, { 'retry-after': '3600' }), operation: 'orders.create' })
    const { unknown } = await masonhub.orders.create(orders(1))
    expect(unknown[0]?.error.retryAt?.getTime()).toBeGreaterThan(Date.now() + 3_500_000)
  })
})

describe('an account that does not exist', () => {
  test('is an error about the account, and no order is refused', async () => {
    const { fake, masonhub } = await setUp({}, { account: 'nobody' })
    await expect(masonhub.orders.create(orders(90), { concurrency: 1 })).rejects.toMatchObject({
      code: 'HTTP',
      status: 404,
      advice: expect.stringContaining('Check the account'),
    })
    // The first chunk down to its items, and no other.
    expect(fake.requests).toHaveLength(59)
  })

  test('refuses nothing with two requests at a time either', async () => {
    const { masonhub } = await setUp({}, { account: 'nobody' })
    await expect(masonhub.orders.create(orders(90))).rejects.toMatchObject({ status: 404 })
  })

  test('is not what a 404 for one item among others means', async () => {
    const { fake, masonhub } = await setUp()
    // Both, then the first alone.
    fake.faults.add({ fault: answer(404), operation: 'orders.create', times: 2 })
    const { outcomes } = await masonhub.orders.create(orders(2))
    expect(outcomes.map(({ status }) => status)).toEqual(['refused', 'accepted'])
  })
})

test('a look-up that the vendor answers with 404 has found nothing', async () => {
  const { fake, masonhub } = await setUp()
  fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'orders.create', times: 1 })
  fake.faults.add({ fault: answer(404, { message: 'record(s) not found' }), operation: 'orders.list' })
  expect((await masonhub.orders.create(orders(1))).orThrow()).toHaveLength(1)
  expect(sends(fake)).toBe(2)
})

describe('a refused token', () => {
  test('is thrown when nothing was created', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: answer(401), operation: 'orders.create' })
    await expect(masonhub.orders.create(orders(95))).rejects.toThrow(AuthenticationError)
    expect(fake.orders.size).toBe(0)
    expect(sends(fake)).toBeLessThanOrEqual(2)
  })

  test('ends the batch, and keeps what was settled before', async () => {
    const { fake, masonhub } = await setUp()
    const options: BatchOptions = {
      concurrency: 1,
      onProgress: ({ done }) =>
        done === 30 && fake.faults.add({ fault: answer(401), operation: 'orders.create' }),
    }
    const result = await masonhub.orders.create(orders(95), options)
    expect(result.accepted).toHaveLength(30)
    expect(result.unknown).toHaveLength(65)
    expect(
      result.unknown.every(({ sent, error }) => sent === 'no' && AuthenticationError.isInstance(error.cause)),
    ).toBe(true)
    expect(sends(fake)).toBe(2)
  })

  test('leaves what was in doubt in doubt', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'orders.create', times: 1 })
    fake.faults.add({ fault: answer(401), operation: 'orders.list' })
    const { unknown } = await masonhub.orders.create(orders(1))
    expect(unknown).toMatchObject([{ sent: 'maybe', error: { cause: { code: 'AUTHENTICATION' } } }])
  })
})

describe('a batch that is ended', () => {
  const slow: Fault = { kind: 'slow', delayMs: 2_000 }
  const endAfterFirstChunk = async (
    options: BatchOptions,
    end: () => void = () => {},
  ): Promise<{ result: BatchResult; fake: MasonHubFake }> => {
    const { fake, masonhub } = await setUp()
    const result = await masonhub.orders.create(orders(90), {
      ...options,
      concurrency: 1,
      onProgress({ done }) {
        if (done !== 30) return
        fake.faults.add({ fault: slow, operation: 'orders.create' })
        end()
      },
    })
    return { result, fake }
  }

  test('by its deadline keeps what was settled', async () => {
    const { result } = await endAfterFirstChunk({ timeoutMs: 8_000 })
    expect(result.accepted).toHaveLength(30)
    expect(result.unknown.map(({ sent }) => sent)).toEqual([
      ...Array(30).fill('maybe'),
      ...Array(30).fill('no'),
    ])
    expect(result.unknown[59]?.error).toMatchObject({ cause: { code: 'TIMEOUT' } })
  })

  test('by its caller keeps what was settled', async () => {
    const controller = new AbortController()
    const { result } = await endAfterFirstChunk({ signal: controller.signal }, () =>
      setTimeout(() => controller.abort(new Error('enough')), 100),
    )
    expect(result.accepted).toHaveLength(30)
    expect(result.unknown).toHaveLength(60)
    expect(result.unknown[59]?.error).toMatchObject({
      cause: { code: 'ABORTED', reason: new Error('enough') },
    })
  })

  test('before it began sends nothing', async () => {
    const { fake, masonhub } = await setUp()
    const { unknown } = await masonhub.orders.create(orders(31), { signal: AbortSignal.abort() })
    expect(unknown).toHaveLength(31)
    expect(fake.requests).toEqual([])
  })

  test('by closing the client keeps what is in doubt', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: slow, operation: 'orders.create' })
    const running = masonhub.orders.create(orders(1))
    await expect.poll(() => fake.requests.length).toBe(1)
    await masonhub.close()
    expect((await running).unknown).toMatchObject([{ sent: 'maybe', error: { cause: { code: 'CLOSED' } } }])
  })
})

describe('a batch that is not valid', () => {
  const issuesOf = async (list: unknown[], options = {}): Promise<readonly string[]> => {
    const { fake, masonhub } = await setUp()
    const error = await masonhub.orders.create(list as never, options).catch((reason: unknown) => reason)
    expect(fake.requests).toEqual([])
    return InvalidInputError.isInstance(error) ? error.issues : []
  }

  test('is not sent, and all problems of all orders are named', async () => {
    const list = [...orders(40), anOrder('A'), { ...anOrder('ORDER-99'), line_items: [] }]
    expect(await issuesOf(list)).toEqual([
      expect.stringMatching(/^orders\.40\.customer_identifier: /),
      expect.stringMatching(/^orders\.41\.line_items: /),
    ])
  })

  test('is not sent when it is no list', async () => {
    expect(await issuesOf(anOrder('ORDER-1') as never)).toEqual(['orders: must be a list'])
  })

  test('is not sent when two orders have the same identifier', async () => {
    const list = [anOrder('ORDER-1'), anOrder('ORDER-2'), anOrder('ORDER-1')]
    expect(await issuesOf(list)).toEqual(['orders.2.customer_identifier: the same as that of orders.0'])
  })

  test.each([{ concurrency: 0 }, { rounds: Number.NaN }, { timeoutMs: -1 }, { onProgres: 1 }])(
    'is not sent with %o',
    async (options) => {
      expect(await issuesOf(orders(1), options)).toHaveLength(1)
    },
  )
})

test('the type of a result shows the refused beside the accepted', () => {
  expectTypeOf<BatchResult['outcomes'][number]['status']>().toEqualTypeOf<
    'accepted' | 'refused' | 'unknown'
  >()
  expectTypeOf<ReturnType<BatchResult['orThrow']>>().toEqualTypeOf<readonly AcceptedItem[]>()
  const codeOf = (outcome: Outcome): string | undefined => {
    // @ts-expect-error only a refused item has a code
    void outcome.code
    return outcome.status === 'refused' ? outcome.code : undefined
  }
  expect(codeOf({ status: 'refused', identifier: 'A', code: '301', messages: [] })).toBe('301')
})
