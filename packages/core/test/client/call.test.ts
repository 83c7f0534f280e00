import { inspect } from 'node:util'

import { afterEach, expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { AbortedError } from '../../src/errors/aborted-error.ts'
import { ClosedError } from '../../src/errors/closed-error.ts'
import { HttpError } from '../../src/errors/http-error.ts'
import { InvalidInputError } from '../../src/errors/invalid-input-error.ts'
import { MalformedResponseError } from '../../src/errors/malformed-response-error.ts'
import { PermissionError } from '../../src/errors/permission-error.ts'
import { RateLimitedError } from '../../src/errors/rate-limited-error.ts'
import { ResponseSchemaError } from '../../src/errors/response-schema-error.ts'
import { TenonError } from '../../src/errors/tenon-error.ts'
import { TimeoutError } from '../../src/errors/timeout-error.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import { staticProvider } from '../support/static-provider.ts'
import { createThings, startBench, type Bench, type BenchOptions } from '../support/things.ts'

let bench: Bench
async function start(options?: BenchOptions): Promise<Bench> {
  bench = await startBench(options)
  return bench
}
afterEach(() => bench.close())

async function failure(promise: Promise<unknown>): Promise<TenonError> {
  const error: unknown = await promise.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  expect(TenonError.isInstance(error)).toBe(true)
  return error as TenonError
}

test('a call fills the path and the query, and gives the parsed answer with its record beside it', async () => {
  const { client, fake } = await start()
  const pending = client.methods.things.get({ thingId: 'ä 1', full: true, fields: ['a,b', 'c'] })
  expect(await pending).toEqual({ id: 'ä 1' })
  expect(fake.requests.at(-1)?.path).toBe('/things/%C3%A4%201?fields=a%2Cb&fields=c&full=true')
  expect(pending.call.attempts).toMatchObject([{ number: 1, reason: 'first', status: 200, sent: true }])
  expect(pending.call.attempts[0]?.headers?.['content-type']).toBe('application/json')
})

test('every request has a fresh UUID, logins and retries too, and the record holds those of the call', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'things.get', times: 2 })
  const pending = client.methods.things.get({ thingId: '1' })
  await pending
  const ids = fake.requests.map((request) => request.requestId)
  expect(ids).toHaveLength(4)
  expect(new Set(ids).size).toBe(4)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(pending.call.attempts.map((attempt) => attempt.requestId)).toEqual(ids.slice(1))
  expect(pending.call.attempts.map((attempt) => attempt.reason)).toEqual(['first', 'retry', 'retry'])
})

test.each([[''], ['.'], ['..'], ['%2e%2E'], ['a/b'], ['a\\b'], ['a\nb'], ['\uD800'], [7]])(
  'a path parameter %j is refused before anything is sent',
  async (thingId) => {
    const { client, fake } = await start()
    const error = await failure(client.methods.things.get({ thingId: thingId as string }))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error.message).toContain('thingId')
    expect(fake.requests).toHaveLength(0)
  },
)

test('a wrong body and an unknown parameter are refused by name before anything is sent', async () => {
  const { client, fake } = await start()
  expect((await failure(client.methods.things.create({ body: { name: '' } }))).message).toContain('body.name')
  const unknown = { thingId: '1', wrong: 1 } as { thingId: string }
  expect((await failure(client.methods.things.get(unknown))).message).toContain('wrong')
  expect(fake.requests).toHaveLength(0)
})

test.each([500, 502, 503, 504, 408, 425, 429])('a GET is sent again after %i', async (status) => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status } }, operation: 'things.get', times: 2 })
  expect(await client.methods.things.get({ thingId: '1' })).toEqual({ id: '1' })
})

test.each([400, 404, 409, 422, 501])('a GET is not sent again after %i', async (status) => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status } }, operation: 'things.get' })
  const error = await failure(client.methods.things.get({ thingId: '1' }))
  expect(error).toBeInstanceOf(HttpError)
  expect(error.status).toBe(status)
  expect(fake.faults.happened).toBe(1)
})

test.each(['drop-before', 'drop-after', 'malformed'] as const)(
  'a POST is not sent again after %s',
  async (kind) => {
    const { client, fake } = await start()
    fake.faults.add({ fault: { kind }, operation: 'things.create' })
    const error = await failure(client.methods.things.create({ body: { name: 'x' } }))
    expect(error.code).toBe(kind === 'malformed' ? 'MALFORMED_RESPONSE' : 'CONNECTION')
    expect(fake.faults.happened).toBe(1)
  },
)

test('a POST that could not even connect is sent again, and fails as not sent', async () => {
  const { client, fake } = await start()
  await client.ready()
  await fake.close()
  const error = await failure(client.methods.things.create({ body: { name: 'x' } }))
  expect(error).toMatchObject({ code: 'CONNECTION', sent: 'no' })
  expect(error.call?.attempts).toHaveLength(4)
})

test('Retry-After is a floor', async () => {
  const { client, fake } = await start()
  const answer = { status: 429, headers: { 'retry-after': '0.2' } }
  fake.faults.add({ fault: { kind: 'answer', answer }, operation: 'things.get', times: 1 })
  const pending = client.methods.things.get({ thingId: '1' })
  await pending
  expect(pending.call.attempts[0]?.waitedMs).toBeGreaterThanOrEqual(200)
})

test('Retry-After beyond the deadline fails at once and says when', async () => {
  const { client, fake } = await start()
  const answer = { status: 429, headers: { 'retry-after': '3600' } }
  fake.faults.add({ fault: { kind: 'answer', answer }, operation: 'things.get' })
  const error = await failure(client.methods.things.get({ thingId: '1' }))
  expect(error).toBeInstanceOf(RateLimitedError)
  expect(error.retryAt?.getTime()).toBeGreaterThan(Date.now() + 3_500_000)
  expect(fake.faults.happened).toBe(1)
})

test('403 is a permission error and no reason to log in again', async () => {
  const { client, fake, logins } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 403 } }, operation: 'things.get' })
  expect(await failure(client.methods.things.get({ thingId: '1' }))).toBeInstanceOf(PermissionError)
  expect(logins()).toBe(1)
})

test('a redirect is not followed', async () => {
  const { client, fake } = await start()
  const answer = { status: 302, headers: { location: 'https://elsewhere.example' } }
  fake.faults.add({ fault: { kind: 'answer', answer }, operation: 'things.get' })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).message).toContain(
    'Redirects are not followed',
  )
})

test('the deadline counts everything, and names the phase', async () => {
  const { client, fake } = await start()
  await client.ready()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 5_000 }, operation: 'things.get' })
  const startedAt = performance.now()
  const error = await failure(client.methods.things.get({ thingId: '1' }, { timeoutMs: 100 }))
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  expect(error).toBeInstanceOf(TimeoutError)
  expect(error).toMatchObject({ phase: 'headers' })
})

test('the caller ends a call with a reason, while it waits for the answer', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 5_000 }, operation: 'things.get' })
  const controller = new AbortController()
  const pending = client.methods.things.get({ thingId: '1' }, { signal: controller.signal })
  setTimeout(() => controller.abort('enough'), 50)
  const error = await failure(pending)
  expect(error).toBeInstanceOf(AbortedError)
  expect(error).toMatchObject({ reason: 'enough', name: 'AbortError' })
})

test('a signal that is aborted already sends nothing', async () => {
  const { client, fake } = await start()
  const error = await failure(
    client.methods.things.get({ thingId: '1' }, { signal: AbortSignal.abort('before') }),
  )
  expect(error).toMatchObject({ reason: 'before' })
  expect(fake.requests).toHaveLength(0)
})

test('close ends what is under way and refuses what comes after', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 5_000 }, operation: 'things.get' })
  const pending = failure(client.methods.things.get({ thingId: '1' }))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await client.close()
  expect(await pending).toBeInstanceOf(ClosedError)
  expect(await failure(client.methods.things.get({ thingId: '1' }))).toBeInstanceOf(ClosedError)
})

test.each([
  ['half of a JSON', '{"id":'],
  ['HTML', '<html>'],
  ['nothing', ''],
  ['an array', '[]'],
])('%s with status 200 is a typed error', async (_, text) => {
  const { client } = await start({ get: () => ({ status: 200, text }) })
  const error = await failure(client.methods.things.get({ thingId: '1' }))
  expect([MalformedResponseError, ResponseSchemaError].some((type) => error instanceof type)).toBe(true)
})

test('a middleware in the attempt slot sees each authorised request; one in the operation slot sees the call once', async () => {
  const seen: string[] = []
  const { client, fake } = await start({
    client: {
      retry: { baseDelayMs: 1 },
      middleware: (['operation', 'attempt'] as const).map((slot) => ({
        name: `spy-${slot}`,
        slot,
        wrap: (next) => (request, call) => {
          seen.push(`${slot} ${request.headers['authorization'] ?? 'bare'}`)
          return next(request, call)
        },
      })),
    },
  })
  fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'things.get', times: 1 })
  await client.methods.things.get({ thingId: '1' })
  expect(seen).toEqual(['operation bare', 'attempt Bearer token-1', 'attempt Bearer token-1'])
})

test('a middleware cannot send a request elsewhere', async () => {
  const { client } = await start({
    client: {
      middleware: [
        {
          name: 'stray',
          slot: 'attempt',
          wrap: (next) => (request, call) => next({ ...request, origin: 'https://elsewhere.example' }, call),
        },
      ],
    },
  })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).message).toContain('elsewhere.example')
})

test('a middleware that throws, or never settles, is contained', async () => {
  const throwing = {
    name: 'broken',
    slot: 'operation',
    wrap: () => () => Promise.reject(new Error('oops')),
  } as const
  const { client } = await start({ client: { middleware: [throwing] } })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).cause).toMatchObject({
    message: 'the middleware "broken" failed',
    cause: { message: 'oops' },
  })
  await bench.close()
  const hanging = {
    name: 'stuck',
    slot: 'operation',
    wrap: () => () => new Promise<never>(() => {}),
  } as const
  const stuck = await start({ client: { middleware: [hanging] } })
  const error = await failure(stuck.client.methods.things.get({ thingId: '1' }, { timeoutMs: 50 }))
  expect(error).toMatchObject({ code: 'TIMEOUT', phase: 'middleware' })
})

test('an error tells provider, operation, request ids and attempts, and shows no credential', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 500 } }, operation: 'things.get' })
  const error = await failure(client.methods.things.get({ thingId: '1' }))
  expect(error).toMatchObject({ provider: 'things', operation: 'things.get', retryable: true })
  expect(error.requestIds).toHaveLength(4)
  for (const text of [inspect(error, { depth: 10 }), JSON.stringify(error), String(error)]) {
    expect(text).not.toContain('token-1')
    expect(text).not.toContain('s3cret')
  }
  expect(inspect(client, { depth: 10 })).not.toContain('token-1')
})

test('items go through a list and drop what was seen before; a list that repeats itself is an error, not an end', async () => {
  const { client, fake } = await start({
    list: (request) => {
      const page = Number(request.url.searchParams.get('page') ?? 1)
      const data = page <= 3 ? [{ id: `${page}` }, { id: `${page + 1}` }] : [{ id: '4' }]
      return { status: 200, body: { data, more: true } }
    },
  })
  const ids: string[] = []
  const reading = (async () => {
    for await (const item of client.methods.things.list.items()) ids.push(item.id)
  })()
  await expect(reading).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' })
  expect(ids).toEqual(['1', '2', '3', '4'])
  expect(fake.requests.filter((request) => request.operation === 'things.list')).toHaveLength(6)
})

test('a list can be left early, resumed from a page, and capped', async () => {
  const { client } = await start({
    list: (request) => {
      const page = Number(request.url.searchParams.get('page') ?? 1)
      return { status: 200, body: { data: [{ id: `${page}` }], more: true } }
    },
  })
  const pages = client.methods.things.list.pages()
  const first = (await pages.next()).value
  expect(first).toMatchObject({ items: [{ id: '1' }], next: { page: 2 } })
  await pages.return?.()
  const resumed: string[] = []
  for await (const item of client.methods.things.list.items(first?.next, { maxPages: 2 }))
    resumed.push(item.id)
  expect(resumed).toEqual(['2', '3'])
})

test('empty pages in the middle of a list do not end it', async () => {
  const { client } = await start({
    list: (request) => {
      const page = Number(request.url.searchParams.get('page') ?? 1)
      const isEmpty = page >= 2 && page <= 6
      return { status: 200, body: { data: isEmpty ? [] : [{ id: `${page}` }], more: page < 8 } }
    },
  })
  const ids: string[] = []
  for await (const item of client.methods.things.list.items()) ids.push(item.id)
  expect(ids).toEqual(['1', '7', '8'])
})

test('a list that is cut short always tells where to go on, and a cap that is none is refused', async () => {
  const { client } = await start({
    list: ({ url }) => {
      const page = Number(url.searchParams.get('page') ?? 1)
      return { status: 200, body: { data: page === 1 ? [] : [{ id: `${page}` }], more: page < 3 } }
    },
  })
  const pages = []
  for await (const page of client.methods.things.list.pages({}, { maxPages: 1 })) pages.push(page)
  expect(pages).toMatchObject([{ items: [], next: { page: 2 } }])
  for (const maxPages of [0, -1, Number.NaN]) {
    const wrong = client.methods.things.list.pages({}, { maxPages }).next()
    await expect(wrong).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: ['maxPages: must be above 0'],
    })
  }
})

test('a middleware that resolves to null, and an answer of a transport that is frozen, are contained', async () => {
  const nothing = {
    name: 'null',
    slot: 'operation',
    wrap: () => () => Promise.resolve(null as never),
  } as const
  const { client } = await start({ client: { middleware: [nothing] } })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).code).toBe('CONFIGURATION')
  await bench.close()
  const answer = Object.freeze({ status: 200, headers: {}, body: Buffer.from('{}') })
  const transport = { send: () => Promise.resolve(answer), close: () => Promise.resolve() }
  const frozen = createClient(staticProvider, { baseUrl: 'https://small.example', transport })
  expect((await failure(frozen.methods.get())).code).toBe('CONFIGURATION')
  expect(frozen.status().running).toBe(0)
})

test('a middleware that resolves to nothing, a logger that throws and a reading that throws are contained', async () => {
  const empty = {
    name: 'empty',
    slot: 'operation',
    wrap: () => () => Promise.resolve(undefined as never),
  } as const
  const throwing = (): never => {
    throw new Error('the logger broke')
  }
  const logger = { debug: throwing, info: throwing, warn: throwing, error: throwing }
  const { client } = await start({ client: { middleware: [empty], logger } })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).code).toBe('CONFIGURATION')
  await bench.close()
  const loud = await start({ client: { logger } })
  expect(await loud.client.methods.things.get({ thingId: '1' })).toEqual({ id: '1' })
})

test('a write that may have happened is not said to be retryable, a read is', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer-after', answer: { status: 500 } }, operation: 'things.create' })
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 500 } }, operation: 'things.get' })
  expect((await failure(client.methods.things.create({ body: { name: 'x' } }))).retryable).toBe(false)
  expect((await failure(client.methods.things.get({ thingId: '1' }))).retryable).toBe(true)
})

test('the record of a call that timed out is complete', async () => {
  const { client, fake } = await start()
  await client.ready()
  fake.faults.add({ fault: { kind: 'slow', delayMs: 5_000 }, operation: 'things.get' })
  const pending = client.methods.things.get({ thingId: '1' }, { timeoutMs: 50 })
  await failure(pending)
  expect(pending.call.attempts[0]).toMatchObject({ error: 'TIMEOUT', sent: true })
  expect(pending.call.attempts[0]?.endedMs).toBeGreaterThan(40)
})

test('a header that could be read as more than one is not sent', async () => {
  const { client, fake } = await start({
    client: {
      middleware: [
        {
          name: 'é',
          slot: 'attempt',
          wrap: (next) => (request, call) =>
            next({ ...request, headers: { ...request.headers, 'x-name': 'é' } }, call),
        },
      ],
    },
  })
  expect((await failure(client.methods.things.get({ thingId: '1' }))).message).toContain('x-name')
  expect(fake.requests.filter((request) => request.operation === 'things.get')).toHaveLength(0)
})

test('what a login was answered is not told as the answer to the call', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 404 } }, operation: 'auth.login' })
  const error = await failure(client.methods.things.get({ thingId: '1' }))
  expect(error.status).toBeUndefined()
  expect(error.message).toContain('the login failed: the vendor answered 404')
  expect(error.cause).toMatchObject({ status: 404, operation: 'auth.login' })
})

test('a login that fails for a while leaves the calls that waited for it retryable', async () => {
  const { client, fake } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 503 } }, operation: 'auth.login' })
  const error = await failure(client.methods.things.create({ body: { name: 'x' } }))
  expect(error).toMatchObject({ code: 'HTTP', retryable: true, status: undefined })
})

test('a login that hangs is told with its request id', async () => {
  const clock = createVirtualClock()
  const transport = { send: () => new Promise<never>(() => {}), close: () => Promise.resolve() }
  const client = createThings('https://things.example', { clock, transport })
  const failed = failure(client.methods.things.get({ thingId: '1' }))
  await clock.advance(15_000)
  expect(await failed).toMatchObject({ code: 'TIMEOUT', cause: { operation: 'auth.login' } })
  expect(((await failed).cause as TenonError).requestIds).toHaveLength(1)
  await client.close()
})
