import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

import type { AuthStrategy } from '../../src/auth/auth-strategy.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { ConnectionError } from '../../src/errors/connection-error.ts'
import type { Middleware } from '../../src/pipeline/middleware.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

const clients: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
})

/** A client whose credential comes from the strategy of the test; the vendor says yes to everything. */
function createBench(authorize: AuthStrategy['authorize'], middleware: readonly Middleware[] = []) {
  const clock = createVirtualClock()
  const client = createClient(
    defineProvider({
      name: 'vendor',
      specVersion: 'v1',
      config: z.strictObject({ baseUrl: z.string() }),
      environment: {},
      origin: ({ baseUrl }) => baseUrl,
      auth: () => ({ name: 'of-the-test', headers: ['authorization'], authorize }),
      operations: { get: defineOperation({ id: 'get', method: 'GET', path: '/' }) },
    }),
    {
      baseUrl: 'https://vendor.test',
      clock,
      middleware,
      retry: { retries: 0 },
      transport: {
        send: () => Promise.resolve({ status: 204, headers: {}, body: Buffer.alloc(0) }),
        close: () => Promise.resolve(),
      },
    },
  )
  clients.push(client)
  return { clock, get: client.methods.get }
}

test('the record of an attempt tells how long it waited for its credential, and for nothing else', async () => {
  const late: Middleware = {
    name: 'late',
    slot: 'operation',
    wrap: (next) => async (request, call) => {
      await call.wait(100, 'middleware')
      return next(request, call)
    },
  }
  const { clock, get } = createBench((_, call) => call.wait(250, 'auth').then(() => ({})), [late])
  await clock.advance(1_000)
  const pending = get()
  await clock.advance(350)
  await pending
  expect(pending.call.attempts).toMatchObject([{ startedMs: 100, authMs: 250, endedMs: 350 }])
})

test.each<[string, (error: Error) => never | Promise<never>]>([
  [
    'throws',
    (error) => {
      throw error
    },
  ],
  ['rejects with', (error) => Promise.reject(error)],
])('what a strategy %s is told in the name of the call', async (_, fail) => {
  const locked = createBench(() => fail(new Error('the keychain is locked')))
  await expect(locked.get()).rejects.toMatchObject({
    code: 'CONFIGURATION',
    operation: 'get',
    cause: { name: 'Error', message: 'the keychain is locked' },
  })

  const missing = createBench(() => fail(new ConfigurationError({ message: 'nothing set', option: 'key' })))
  await expect(missing.get()).rejects.toMatchObject({
    code: 'CONFIGURATION',
    operation: 'get',
    message: 'vendor get: no credential: nothing set',
  })

  const other = createBench(() => ({})).get()
  await other
  const login = new ConnectionError({ message: 'reset', sent: 'no', call: other.call })
  await expect(createBench(() => fail(login)).get()).rejects.toMatchObject({
    message: 'vendor get: the login failed: reset',
    cause: login,
  })
})

test('an error that names the call already stays as it is', async () => {
  let own: Error | undefined
  const { get } = createBench((_, call) => {
    throw (own = new ConfigurationError({ message: 'not for this one', option: 'key', call }))
  })
  await expect(get()).rejects.toSatisfy((error) => error === own)
})

test('a middleware is told why a call ended, not what that did to the strategy', async () => {
  const seen: unknown[] = []
  const watching: Middleware = {
    name: 'watching',
    slot: 'operation',
    wrap: (next) => async (request, call) => {
      try {
        return await next(request, call)
      } catch (error) {
        seen.push(error)
        throw error
      }
    },
  }
  const { clock, get } = createBench(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('the vault hung up')))
      }),
    [watching],
  )
  const failed = get({}, { timeoutMs: 500 }).catch((error: unknown) => error)
  await clock.advance(500)
  expect(await failed).toMatchObject({ code: 'TIMEOUT', phase: 'auth' })
  expect(seen).toEqual([await failed])
  expect(seen[0]).toBe(await failed)
})
