import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { apiKey } from '../../src/auth/credential-format.ts'
import { staticCredential } from '../../src/auth/static-credential.ts'
import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import { systemRandom } from '../../src/clock/random.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { TenonError } from '../../src/errors/tenon-error.ts'
import { createUndiciTransport } from '../../src/transport/undici-transport.ts'

const numRuns = Number(process.env['TENON_FUZZ'] ?? 500)
const timeout = Math.max(60_000, numRuns * 60)
const transport = createUndiciTransport()
let server: Server
let seen: string[][]

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.rawHeaders)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => {
  seen = []
})
afterAll(async () => {
  await transport.close()
  server.close()
})

const provider = defineProvider({
  name: 'keyed',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string(), header: z.string(), key: z.string() }),
  environment: {},
  origin: (config) => config.baseUrl,
  auth: ({ header, key }, { clock }) => staticCredential({ secret: key, format: apiKey(header), clock }),
  operations: { get: defineOperation({ id: 'get', method: 'GET', path: '/thing' }) },
})

async function call(options: ClientOptions, credential = { header: 'x-key', key: 'k' }): Promise<unknown> {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createClient(provider, {
    baseUrl,
    allowLoopback: true,
    transport,
    ...credential,
    ...options,
  })
  const outcome = await client.methods.get().catch((error: unknown) => error)
  await client.close()
  return outcome
}

function setting(headers: Record<string, unknown>): ClientOptions {
  const middleware = {
    name: 'setting',
    slot: 'attempt',
    wrap: (next) => (request, record) =>
      next({ ...request, headers: { ...request.headers, ...(headers as Record<string, string>) } }, record),
  } satisfies NonNullable<ClientOptions['middleware']>[number]
  return { middleware: [middleware] }
}

/** The headers that every request has, and what was added to them, as the server saw it. */
function added(): [string, string][] {
  const usual = ['host', 'connection', 'accept', 'accept-encoding', 'x-key', 'x-request-id']
  return seen.flatMap((raw) =>
    raw.flatMap((name, index): [string, string][] =>
      index % 2 === 1 || usual.includes(name.toLowerCase()) ? [] : [[name, raw[index + 1] as string]],
    ),
  )
}

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\0',
    ': ',
    '\r\n\r\nGET /evil HTTP/1.1\r\n',
    'x-evil: 1',
    '\t',
    ' ',
    'ä',
    'Ā',
  ),
)
const hostile = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''))

test(
  'a header that a middleware sets arrives as that one header, or nothing is sent',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant('x-added'), hostile), hostile, async (name, value) => {
        seen = []
        const outcome = await call(setting({ [name]: value }))
        expect(outcome === undefined ? added() : TenonError.isInstance(outcome) && seen).toEqual(
          outcome === undefined ? [[name, value]] : [],
        )
      }),
      { numRuns },
    )
  },
  timeout,
)

test.each<[string, Record<string, unknown>]>([
  ['a name with a line break', { 'x-a: 1\r\nx-evil': '1' }],
  ['a name with a colon', { 'x-a:': '1' }],
  ['a name with a space', { 'x-a ': '1' }],
  ['an empty name', { '': '1' }],
  ['a name that differs from another in case alone', { 'X-Key': 'mine' }],
  ['another host', { host: 'elsewhere.example' }],
  ['a list', { 'x-a': ['1', '2'] }],
  ['nothing', { 'x-a': undefined }],
  ['a value with a line break', { 'x-a': '1\r\nx-evil: 1' }],
  ['a value in Latin-1', { 'x-a': 'é' }],
])('%s stops the request, and says which header', async (_, headers) => {
  expect(await call(setting(headers))).toMatchObject({
    code: 'CONFIGURATION',
    message: expect.stringContaining('the header "') as unknown,
  })
  expect(seen).toEqual([])
})

test('an X-REQUEST-ID of a hostile random source is refused before anything is sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      hostile.filter((id) => !/^[\x21-\x7e ]*$/.test(id) || id.trim() !== id || id === ''),
      async (id) => {
        seen = []
        const outcome = await call({ random: { ...systemRandom, uuid: () => id }, retry: { retries: 0 } })
        expect(outcome).toMatchObject({ code: 'CONFIGURATION' })
        expect(seen).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
})

test('a credential, and the name of its header, are refused before anything is sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      hostile.filter((key) => /[^\x20-\x7e]/.test(key) && key.trim() !== ''),
      async (text) => {
        seen = []
        expect(await call({}, { header: 'x-key', key: text })).toMatchObject({ code: 'CONFIGURATION' })
        expect(await call({}, { header: text, key: 'a-key' })).toMatchObject({ code: 'CONFIGURATION' })
        expect(seen).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
})
