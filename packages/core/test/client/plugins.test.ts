import { afterEach, expect, test } from 'vitest'

import { ConnectionError } from '../../src/errors/connection-error.ts'
import type { Middleware } from '../../src/pipeline/middleware.ts'
import type { Send } from '../../src/transport/transport.ts'
import { startBench, type Bench } from '../support/things.ts'

let bench: Bench
afterEach(() => bench.close())

async function startWith(slot: Middleware['slot'], wrap: (next: Send) => Send): Promise<Bench> {
  bench = await startBench({ client: { middleware: [{ name: 'odd', slot, wrap }], timeoutMs: 1_000 } })
  return bench
}

test.each<[string, Middleware['slot'], (next: Send) => Send, object]>([
  [
    'throws at once',
    'attempt',
    () => () => {
      throw new Error('oops')
    },
    { code: 'CONFIGURATION', cause: { message: 'the middleware "odd" failed' } },
  ],
  [
    'throws what is no error',
    'operation',
    () => () => {
      throw 'a word' as unknown as Error
    },
    { code: 'CONFIGURATION', cause: { message: 'the middleware "odd" failed', cause: 'a word' } },
  ],
  [
    'changes what all attempts share',
    'operation',
    (next) => (request, call) => {
      request.headers['x-mine'] = '1'
      return next(request, call)
    },
    { code: 'CONFIGURATION', cause: { message: 'the middleware "odd" failed' } },
  ],
  [
    'throws after the answer',
    'operation',
    (next) => async (request, call) => {
      await next(request, call)
      throw new Error('oops')
    },
    { code: 'OUTCOME_UNKNOWN', cause: { message: 'the middleware "odd" failed' } },
  ],
  ['never settles', 'attempt', () => () => new Promise(() => {}), { code: 'TIMEOUT', phase: 'middleware' }],
  [
    'swallows the answer and never settles',
    'attempt',
    (next) => (request, call) => next(request, call).then(() => new Promise(() => {})),
    { code: 'TIMEOUT' },
  ],
])('a middleware that %s is named, and contained within the deadline', async (_, slot, wrap, failure) => {
  const { client } = await startWith(slot, wrap)
  const pending = client.methods.things.get({ thingId: '1' })
  await expect(pending).rejects.toMatchObject(failure)
  expect(pending.call.elapsedMs).toBeLessThan(5_000)
})

test('a middleware may return a promise of another kind', async () => {
  const { client } = await startWith('operation', (next) => (request, call) => {
    const answer = next(request, call)
    // oxlint-disable-next-line unicorn/no-thenable -- that is what is tried
    return { then: answer.then.bind(answer) } as unknown as ReturnType<Send>
  })
  expect(await client.methods.things.get({ thingId: '1' })).toEqual({ id: '1' })
})

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}

test('inputs and options that are frozen, and shared by calls under way at once, do', async () => {
  const names: unknown[] = []
  bench = await startBench({
    client: freeze({ retry: { baseDelayMs: 1 }, rateLimits: { default: { requests: 1_000, perMs: 1_000 } } }),
    create: ({ body }) => {
      names.push(body)
      return { status: 201, body: { id: 'new' } }
    },
  })
  const input = freeze({ body: { name: 'x' } })
  const options = freeze({ timeoutMs: 10_000 })
  bench.fake.faults.add({
    fault: { kind: 'answer', answer: { status: 401 } },
    operation: 'things.create',
    times: 1,
  })
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => bench.client.methods.things.create(input, options)),
  )
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => ({ id: 'new' })))
  expect(names).toEqual(Array.from({ length: 20 }, () => ({ name: 'x' })))
})

/** What another client, which a middleware asks, fails with: nothing of it was sent. */
async function elsewhere(): Promise<ConnectionError> {
  const other = await startBench()
  const pending = other.client.methods.things.get({ thingId: 'other' })
  await pending
  await other.close()
  return new ConnectionError({ message: 'could not connect', sent: 'no', call: pending.call })
}

test.each(['attempt', 'operation'] as const)(
  'a failure of another client after the answer, in slot %s, neither repeats a write nor says that it may be',
  async (slot) => {
    const foreign = await elsewhere()
    const { client, fake } = await startWith(slot, (next) => async (request, call) => {
      await next(request, call)
      throw foreign
    })
    const write = client.methods.things.create({ body: { name: 'once' } })
    await expect(write).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryable: false,
      operation: 'things.create',
      cause: { message: 'the middleware "odd" failed', cause: foreign },
    })
    expect(fake.requests.filter(({ operation }) => operation === 'things.create')).toHaveLength(1)
  },
)

test('a failure of another client before anything was sent is told in the name of the call', async () => {
  const foreign = await elsewhere()
  const { client } = await startWith('operation', () => () => Promise.reject(foreign))
  await expect(client.methods.things.create({ body: { name: 'x' } })).rejects.toMatchObject({
    code: 'CONNECTION',
    message: 'things things.create: the middleware "odd": could not connect',
    cause: foreign,
  })
})
