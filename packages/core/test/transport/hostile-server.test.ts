import type { Socket } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { staticCredential } from '../../src/auth/static-credential.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { TenonError } from '../../src/errors/tenon-error.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'

const response = z.looseObject({ id: z.string() })
const provider = defineProvider({
  name: 'raw',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string() }),
  environment: {},
  origin: (config) => config.baseUrl,
  auth: (_config, { clock }) => staticCredential({ secret: 'a-static-token', clock }),
  operations: {
    get: defineOperation({ id: 'get', method: 'GET', path: '/thing', response }),
    create: defineOperation({ id: 'create', method: 'POST', path: '/thing', response }),
  },
})

let server: RawServer
let client: ReturnType<typeof connect>

function connect() {
  return createClient(provider, { baseUrl: server.url, allowLoopback: true, retry: { retries: 0 } })
}

beforeEach(async () => {
  server = await startRawServer()
  client = connect()
})
afterEach(async () => {
  await client.close()
  await server.close()
})

const body = '{"id":"1"}'
const good = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const ok = (rest: string): string => `HTTP/1.1 200 OK\r\n${rest}`

function writing(bytes: string | Buffer, end = false): (socket: Socket) => void {
  return (socket) => void (end ? socket.end(bytes) : socket.write(bytes))
}

async function failureOf(timeoutMs = 2_000): Promise<TenonError> {
  const error: unknown = await client.methods.create({}, { timeoutMs }).catch((problem: unknown) => problem)
  expect(TenonError.isInstance(error)).toBe(true)
  return error as TenonError
}

test.each<[string, (socket: Socket) => void, string]>([
  ['closes without an answer', (socket) => socket.end(), 'CONNECTION'],
  ['resets', (socket) => socket.resetAndDestroy(), 'CONNECTION'],
  [
    'closes in the middle of a body with a length',
    writing(ok('content-length: 100\r\n\r\n{"id":'), true),
    'CONNECTION',
  ],
  [
    'closes in the middle of a chunked body',
    writing(ok('transfer-encoding: chunked\r\n\r\n5\r\n{"id"'), true),
    'CONNECTION',
  ],
  [
    'cuts off a body that ends with the connection',
    writing(ok('connection: close\r\n\r\n{"id":'), true),
    'MALFORMED_RESPONSE',
  ],
  ['sends two lengths', writing(ok(`content-length: 10\r\ncontent-length: 11\r\n\r\n${body}`)), 'CONNECTION'],
  [
    'sends a length and chunks',
    writing(ok(`content-length: 10\r\ntransfer-encoding: chunked\r\n\r\n${body}`)),
    'CONNECTION',
  ],
  ['sends a garbled status line', writing('HTTQ/9 hello\r\n\r\n'), 'CONNECTION'],
  [
    'sends 20 kB of headers',
    writing(ok(`x: ${'y'.repeat(20_000)}\r\ncontent-length: 0\r\n\r\n`)),
    'CONNECTION',
  ],
  [
    'sends bytes that are not UTF-8',
    writing(Buffer.from(ok('content-length: 4\r\n\r\n"\xff\xfe"'), 'latin1')),
    'MALFORMED_RESPONSE',
  ],
  [
    'sends UTF-16',
    writing(Buffer.concat([Buffer.from(ok('content-length: 20\r\n\r\n')), Buffer.from(body, 'utf16le')])),
    'MALFORMED_RESPONSE',
  ],
  [
    'sends an HTML page with 502',
    writing('HTTP/1.1 502 Bad\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>'),
    'HTTP',
  ],
  ['sends 204', writing('HTTP/1.1 204 No\r\n\r\n'), 'RESPONSE_SCHEMA'],
  ['never answers', () => {}, 'TIMEOUT'],
  ['stalls after the headers', writing(ok('content-length: 100\r\n\r\n')), 'TIMEOUT'],
  [
    'nests deeper than a schema can follow',
    writing(ok(`content-length: 40000\r\n\r\n${'['.repeat(20_000)}${']'.repeat(20_000)}`)),
    'RESPONSE_SCHEMA',
  ],
])('a server that %s gets a typed error, and the next call is clean', async (_, answer, code) => {
  server.answer = answer
  const error = await failureOf(300)
  expect(error.code).toBe(code)
  server.answer = writing(good)
  expect(await client.methods.get()).toEqual({ id: '1' })
})

test('a slow drip ends at the deadline', async () => {
  server.answer = (socket) => {
    socket.write(ok('content-length: 1000\r\n\r\n'))
    const timer = setInterval(() => socket.write(' '), 30)
    socket.once('close', () => clearInterval(timer))
  }
  const startedAt = performance.now()
  expect(await failureOf(400)).toMatchObject({ code: 'TIMEOUT', phase: 'body' })
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('a flood of 1xx answers does not stand for the answer', async () => {
  server.answer = writing(`${'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'.repeat(200)}${good}`)
  expect(await client.methods.get()).toEqual({ id: '1' })
})

test('an answer behind the answer is never taken for that of the next call', async () => {
  const smuggled = good.replace('"1"', '"2"')
  server.answer = (socket, count) => void socket.write(count === 1 ? good + smuggled : good)
  const seen = [await client.methods.get().catch(() => 'refused')]
  for (let call = 0; call < 5; call += 1) seen.push(await client.methods.get())
  expect(seen.slice(1)).toEqual(Array.from({ length: 5 }, () => ({ id: '1' })))
})

test('a byte order mark is no part of the JSON', async () => {
  server.answer = writing(ok(`content-length: ${body.length + 3}\r\n\r\n\uFEFF${body}`))
  expect(await client.methods.get()).toEqual({ id: '1' })
})

test('keys that would change prototypes change nothing', async () => {
  const evil = '{"id":"1","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  server.answer = writing(ok(`content-length: ${evil.length}\r\n\r\n${evil}`))
  const result = await client.methods.get()
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('a server that closes after each answer: no POST is sent twice, and each failure says that it may have happened', async () => {
  server.answer = writing(good, true)
  const outcomes: unknown[] = []
  for (let call = 0; call < 200; call += 1)
    outcomes.push(await client.methods.create({}).catch((error: unknown) => error))
  const failures = outcomes.filter((outcome) => outcome instanceof Error)
  for (const failure of failures) expect(failure).toMatchObject({ code: 'CONNECTION' })
  expect(server.count).toBeLessThanOrEqual(200)
  expect(server.count).toBeGreaterThanOrEqual(200 - failures.length)
})

const rounds = Number(process.env['TENON_FUZZ'] ?? 10_000)

test(
  'fuzzed bytes give an answer or a typed error, in time',
  async () => {
    const random = createSeededRandom(11)
    const pick = (most: number): number => Math.floor(random.fraction() * most)
    server.answer = (socket) => {
      const bytes = Buffer.from(good)
      for (let change = 0; change <= pick(3); change += 1) {
        const kind = pick(3)
        if (kind === 0) bytes[pick(bytes.length)] = pick(256)
        else if (kind === 1) bytes.copyWithin(pick(bytes.length), pick(bytes.length))
        else return void socket.end(bytes.subarray(0, pick(bytes.length)))
      }
      socket.end(bytes)
    }
    const startedAt = performance.now()
    /** What it was answered, if that is neither a result nor an error of the family. */
    const call = async (): Promise<unknown> => {
      const outcome: unknown = await client.methods
        .create({}, { timeoutMs: 1_000 })
        .catch((error: unknown) => error)
      return outcome instanceof Error && !TenonError.isInstance(outcome) ? outcome : undefined
    }
    const strays: unknown[] = []
    for (let done = 0; done < rounds; done += 50)
      strays.push(...(await Promise.all(Array.from({ length: 50 }, call))))
    expect(strays.filter((stray) => stray !== undefined)).toEqual([])
    expect((performance.now() - startedAt) / (rounds / 50)).toBeLessThan(1_500)
  },
  Math.max(60_000, rounds * 10),
)
