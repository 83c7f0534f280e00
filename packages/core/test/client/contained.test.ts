import { setTimeout as delay } from 'node:timers/promises'

import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

import { staticCredential } from '../../src/auth/static-credential.ts'
import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import type { MappedError } from '../../src/declare/provider.ts'
import type { Middleware } from '../../src/pipeline/middleware.ts'
import { Secret } from '../../src/secret/secret.ts'
import { routeOf, type FakeHandler } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer, type FakeServer } from '../../src/testing/fake-server/fake-server.ts'

const pin = z.looseObject({ pin: z.string().transform((value) => new Secret(value)) })
const nested: z.ZodType = z.lazy(() => z.array(nested))
const get = defineOperation({
  id: 'get',
  method: 'GET',
  path: '/pin',
  query: z.strictObject({ at: z.any().optional() }),
  response: pin,
})
const deep = defineOperation({ id: 'deep', method: 'GET', path: '/deep', response: nested })
const create = defineOperation({
  id: 'create',
  method: 'POST',
  path: '/pin',
  body: z.strictObject({ name: z.string() }),
  response: pin,
})

let fake: FakeServer
afterEach(() => fake.close())

interface Setup {
  readonly answer?: FakeHandler
  readonly client?: ClientOptions
  readonly secret?: () => string | Promise<string>
  readonly mapError?: () => MappedError
}

async function start({ answer, client, secret = () => 'a-static-secret', mapError }: Setup = {}) {
  const handle = answer ?? (() => ({ status: 200, body: { pin: '1234' } }))
  const routes = [get, create].map((operation) => routeOf(operation, handle))
  const nestedAnswer = { status: 200, text: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }
  fake = await startFakeServer({ routes: [...routes, routeOf(deep, () => nestedAnswer)] })
  const provider = defineProvider({
    name: 'contained',
    specVersion: 'v1',
    config: z.strictObject({ baseUrl: z.string() }),
    environment: {},
    origin: ({ baseUrl }) => baseUrl,
    auth: (_, kit) => staticCredential({ ...kit, secret, option: 'auth.token' }),
    operations: { get, create, deep },
    ...(mapError !== undefined && { mapError }),
  })
  return createClient(provider, { baseUrl: fake.url, allowLoopback: true, ...client })
}

test.each(['get', 'deep'] as const)(
  'a schema that throws over an answer (%s) is a malformed response, and no unhandled rejection',
  async (name) => {
    const { methods } = await start({ answer: () => ({ status: 200, body: { pin: '' } }) })
    await expect(methods[name]()).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE', status: 200 })
  },
)

test('a write that a middleware fails after it was sent must not be made anew', async () => {
  const broken: Middleware = {
    name: 'broken',
    slot: 'operation',
    wrap: (next) => async (request, call) => {
      await next(request, call)
      throw new Error('afterwards')
    },
  }
  const { methods } = await start({ client: { middleware: [broken] } })
  await expect(methods.create({ body: { name: 'x' } })).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    retryable: false,
  })
})

test('what a middleware leaves running ends with the call', async () => {
  const impatient: Middleware = {
    name: 'impatient',
    slot: 'operation',
    wrap: (next) => (request, call) => {
      next(request, call).catch(() => undefined)
      return delay(30).then(() => Promise.reject(new Error('too slow for me')))
    },
  }
  const client = await start({
    answer: () => delay(60_000, { status: 200 }),
    client: { middleware: [impatient] },
  })
  const pending = client.methods.get()
  await expect(pending).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  await expect.poll(() => pending.call.attempts[0]?.error).toBe('CLOSED')
})

test('a slip in the reading of an error does not hide the status', async () => {
  const { methods } = await start({
    answer: () => ({ status: 422, body: {} }),
    mapError: () => ({ vendor: { id: undefined, code: 7 }, kind: 'unheard-of' }) as never,
  })
  await expect(methods.get()).rejects.toMatchObject({ code: 'HTTP', status: 422, vendor: { code: '7' } })
})

test('a logger that fails to tell its level does not fail a call', async () => {
  const isLevelEnabled = (): boolean => {
    throw new Error('no level')
  }
  const say = (): void => undefined
  const logger = { debug: say, info: say, warn: say, error: say, isLevelEnabled }
  const { methods } = await start({ client: { logger } })
  await expect(methods.create({ body: { name: 'x' } })).resolves.toBeDefined()
})

test('an error that cannot be read ends the call all the same', async () => {
  const odd = Object.defineProperty(new Error('odd'), 'message', {
    get: () => {
      throw new Error('unreadable')
    },
  })
  const middleware: Middleware = { name: 'odd', slot: 'operation', wrap: () => () => Promise.reject(odd) }
  const { methods } = await start({ client: { middleware: [middleware] } })
  await expect(methods.get({}, { timeoutMs: 500 })).rejects.toMatchObject({ code: 'CONFIGURATION' })
})

test.each([
  [{ signal: new AbortController() }, /signal/],
  [{ timeoutMs: -1 }, /timeoutMs/],
  [{ timeoutMs: Number.NaN }, /timeoutMs/],
  [{ timeoutMs: '5000' }, /timeoutMs/],
  [null, /options/],
  [{ timeout: 5 }, /timeout: unknown option; there are signal and timeoutMs/],
])('call options that are wrong are refused, and nothing is sent: %o', async (options, message) => {
  const { methods } = await start()
  await expect(methods.get({}, options as never)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(message) as unknown,
  })
  expect(fake.requests).toHaveLength(0)
})

test.each([{ a: 1 }, new Secret('not for a query'), new Date(0)])(
  '%s cannot stand in a query',
  async (at) => {
    const { methods } = await start()
    await expect(methods.get({ at })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  },
)

test('ready() heeds its signal, whatever the source of the secret does', async () => {
  const client = await start({ secret: () => new Promise<string>(() => undefined) })
  await expect(client.ready(AbortSignal.timeout(30))).rejects.toMatchObject({ code: 'ABORTED' })
})

test('an error of the secret’s source names the call', async () => {
  const { methods } = await start({ secret: () => '' })
  await expect(methods.get()).rejects.toMatchObject({
    code: 'CONFIGURATION',
    operation: 'get',
    message: expect.stringContaining('no credential') as unknown,
  })
})
