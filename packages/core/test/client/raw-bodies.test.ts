import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'

import { staticCredential } from '../../src/auth/static-credential.ts'
import type { ClientOptions } from '../../src/client/client-options.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { bytes, byteStream, rawBody } from '../../src/declare/raw-body.ts'

const files = defineProvider({
  name: 'files',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string() }),
  environment: {},
  origin: (config) => config.baseUrl,
  auth: (_config, { clock }) => ({
    ...staticCredential({ secret: 'a-static-secret', clock }),
    challenged: () => 'reauthorize' as const,
  }),
  operations: {
    read: defineOperation({ id: 'files.read', method: 'GET', path: '/file', response: bytes }),
    stream: defineOperation({ id: 'files.stream', method: 'GET', path: '/file', response: byteStream }),
    upload: defineOperation({
      id: 'files.upload',
      method: 'PUT',
      path: '/file',
      body: rawBody('text/csv'),
      response: z.looseObject({ size: z.number() }),
      idempotent: true,
    }),
  },
})

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse, count: number) => unknown

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

async function start(handle: Handle, options: ClientOptions = {}) {
  let count = 0
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing, ++count))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createClient(files, { baseUrl, allowLoopback: true, retry: { baseDelayMs: 1 }, ...options })
  opened.push({
    async close() {
      await client.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return { methods: client.methods, count: () => count }
}

async function sizeOf(incoming: IncomingMessage): Promise<number> {
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) size += chunk.length
  return size
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function* threeChunks(): AsyncGenerator<Uint8Array> {
  for (const text of ['one,', 'two,', 'three']) {
    await turn()
    yield Buffer.from(text)
  }
}

test('bytes are read into memory as they are', async () => {
  const { methods } = await start((_, outgoing) => outgoing.end(Buffer.from([0, 255, 13, 10])))
  expect([...(await methods.read())]).toEqual([0, 255, 13, 10])
})

test('a stream hands on what has arrived before the rest is there', async () => {
  let finish = (): void => undefined
  const { methods } = await start((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/pdf' })
    outgoing.write('first')
    finish = () => outgoing.end('second')
  })
  const pending = methods.stream()
  const stream = await pending
  expect(stream.contentType).toBe('application/pdf')
  const reader = stream[Symbol.asyncIterator]()
  expect(Buffer.from((await reader.next()).value as Uint8Array).toString()).toBe('first')
  finish()
  expect(Buffer.from((await reader.next()).value as Uint8Array).toString()).toBe('second')
  expect((await reader.next()).done).toBe(true)
  expect(pending.call.attempts).toHaveLength(1)
})

test('a stream that comes encoded is decoded', async () => {
  const { methods } = await start((_, outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' })
    outgoing.end(gzipSync('packed'.repeat(10_000)))
  })
  expect(await collect(await methods.stream())).toBe('packed'.repeat(10_000))
})

test.each([
  ['is unknown', 'rot13', Buffer.from('cnpxrq')],
  ['is broken', 'gzip', Buffer.from('this is not gzip')],
])('a stream whose encoding %s is a malformed response', async (_, encoding, body) => {
  const { methods } = await start((__, outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': encoding })
    outgoing.end(body)
  })
  await expect(methods.stream().then(collect)).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' })
})

test('the vendor sends no faster than the stream is read', async () => {
  let sent = 0
  const { methods } = await start(async (_, outgoing) => {
    const closed = once(outgoing, 'close')
    outgoing.writeHead(200)
    for (let chunk = 0; chunk < 400 && !outgoing.destroyed; chunk += 1) {
      sent += 65_536
      if (!outgoing.write(Buffer.alloc(65_536))) await Promise.race([once(outgoing, 'drain'), closed])
    }
    outgoing.end()
  })
  const reader = (await methods.stream())[Symbol.asyncIterator]()
  await reader.next()
  // What the sockets of both sides buffer is all that can be on its way.
  await expect.poll(() => sent).toBeGreaterThan(65_536)
  let before = -1
  await expect.poll(() => before === (before = sent), { interval: 100 }).toBe(true)
  expect(sent).toBeLessThan(400 * 65_536)
  await reader.return?.()
})

test('the deadline of a call covers its stream', async () => {
  const { methods } = await start((_, outgoing) => {
    outgoing.writeHead(200)
    outgoing.write('first')
  })
  const stream = await methods.stream({}, { timeoutMs: 200 })
  await expect(collect(stream)).rejects.toMatchObject({ code: 'TIMEOUT', phase: 'body' })
})

test('a deadline that passes before the stream has begun fails the call, and is no uncaught error', async () => {
  const { methods } = await start(() => undefined)
  await expect(methods.stream({}, { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'TIMEOUT',
    phase: 'headers',
  })
})

test('the caller may end a stream: by a signal, or by reading no further', async () => {
  const closed = vi.fn<() => void>()
  const { methods } = await start((_, outgoing) => {
    outgoing.on('close', closed)
    outgoing.writeHead(200)
    outgoing.write('first')
  })
  const controller = new AbortController()
  const stream = await methods.stream({}, { signal: controller.signal })
  const reading = collect(stream)
  controller.abort(new Error('enough'))
  await expect(reading).rejects.toMatchObject({ code: 'ABORTED', reason: new Error('enough') })
  for await (const _chunk of await methods.stream()) break
  await expect.poll(() => closed.mock.calls.length).toBe(2)
})

test('a stream that nobody reads ends with its call, and is no uncaught error', async () => {
  const closed = vi.fn<() => void>()
  const { methods } = await start((_, outgoing) => {
    outgoing.on('close', closed)
    outgoing.writeHead(200)
    outgoing.write('first')
  })
  await methods.stream({}, { timeoutMs: 100 })
  await expect.poll(() => closed.mock.calls.length).toBe(1)
})

test('a connection that breaks in the middle of a stream is a connection error', async () => {
  const { methods } = await start((_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': 100 })
    outgoing.write('half')
    setTimeout(() => outgoing.destroy(), 20)
  })
  await expect(methods.stream().then(collect)).rejects.toMatchObject({
    code: 'CONNECTION',
    sent: 'maybe',
  })
})

test('an answer that is no success is an error, not a stream, and is tried again', async () => {
  const { methods, count } = await start((_, outgoing, request) => {
    outgoing.writeHead(request < 3 ? 503 : 404)
    outgoing.end('{"message":"gone"}')
  })
  await expect(methods.stream()).rejects.toMatchObject({ code: 'HTTP', status: 404 })
  expect(count()).toBe(3)
})

test.each([
  ['bytes', Buffer.from('one,two,three')],
  ['a stream', threeChunks()],
  ['a function that makes a stream', threeChunks],
])('%s are sent as they are, with the declared type', async (_, body) => {
  const { methods } = await start(async (incoming, outgoing) => {
    const type = incoming.headers['content-type']
    outgoing.end(JSON.stringify({ size: await sizeOf(incoming), type }))
  })
  expect(await methods.upload({ body })).toEqual({ size: 13, type: 'text/csv' })
})

test.each([503, 401])('after a %i bytes and functions are sent again, whole', async (status) => {
  for (const body of [Buffer.from('one,two,three'), threeChunks]) {
    const { methods, count } = await start(async (incoming, outgoing, request) => {
      const size = await sizeOf(incoming)
      outgoing.writeHead(request === 1 ? status : 200)
      outgoing.end(JSON.stringify({ size }))
    })
    expect(await methods.upload({ body })).toEqual({ size: 13 })
    expect(count()).toBe(2)
  }
})

test.each([503, 401])(
  'after a %i a stream is not sent again, even where the operation allows it',
  async (status) => {
    const { methods, count } = await start(async (incoming, outgoing) => {
      await sizeOf(incoming)
      outgoing.writeHead(status)
      outgoing.end()
    })
    await expect(methods.upload({ body: threeChunks() })).rejects.toMatchObject({ status })
    expect(count()).toBe(1)
  },
)

test('a stream that fails while it is sent fails the call', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one')
    await turn()
    throw new Error('the disk is gone')
  }
  const { methods } = await start(async (incoming, outgoing) => {
    await sizeOf(incoming).catch(() => undefined)
    outgoing.destroy()
  })
  await expect(methods.upload({ body: broken() })).rejects.toMatchObject({ code: 'CONNECTION' })
})

test('what is no bytes is refused before anything is sent', async () => {
  const { methods, count } = await start((_, outgoing) => outgoing.end('{"size":0}'))
  await expect(methods.upload({ body: 'text' as never })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(count()).toBe(0)
})

test('a stream that was there already is destroyed, not only let go of, when nothing can be sent', async () => {
  const made: Readable[] = []
  const client = createClient(files, {
    baseUrl: 'http://127.0.0.1:1',
    allowLoopback: true,
    retry: { retries: 1, baseDelayMs: 1 },
  })
  const source = (): Readable => {
    const readable = new Readable({ read: () => undefined })
    made.push(readable)
    return readable
  }
  await expect(client.methods.upload({ body: source })).rejects.toMatchObject({ code: 'CONNECTION' })
  await client.close()
  expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true])
})

test('a source that fails when it is let go of ends the call, and not the process', async () => {
  const { methods } = await start(() => undefined)
  const stubborn = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<IteratorResult<Uint8Array>>(() => {}),
      return: () => Promise.reject(new Error('stuck')),
    }),
  }
  const upload = methods.upload({ body: stubborn }, { timeoutMs: 50 })
  await expect(upload).rejects.toMatchObject({ code: 'TIMEOUT' })
  await turn()
})
