import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

import { afterEach, expect, test } from 'vitest'

import { createUndiciTransport } from '../../src/transport/undici-transport.ts'
import { createThings } from '../support/things.ts'

let server: Server
let encoding: string | undefined
let body: Buffer

async function get(maxResponseBytes?: number): Promise<unknown> {
  server = createServer((request, response) => {
    if (request.url === '/login') return void response.end('{"token":"t"}')
    response.setHeader('content-type', 'application/json')
    if (encoding !== undefined) response.setHeader('content-encoding', encoding)
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const transport = createUndiciTransport(maxResponseBytes === undefined ? {} : { maxResponseBytes })
  const client = createThings(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { transport })
  const result = await client.methods.things.get({ thingId: '1' }).catch((error: unknown) => error)
  await client.close()
  await transport.close()
  return result
}

afterEach(() => server.closeAllConnections())

const json = Buffer.from('{"id":"1","text":"ä"}')

test.each([
  ['gzip', gzipSync(json)],
  ['x-gzip', gzipSync(json)],
  ['deflate', deflateSync(json)],
  ['br', brotliCompressSync(json)],
  ['zstd', zstdCompressSync(json)],
  ['identity', json],
  ['gzip, br', brotliCompressSync(gzipSync(json))],
])('a body in %s is read', async (name, bytes) => {
  encoding = name
  body = bytes
  expect(await get()).toEqual({ id: '1', text: 'ä' })
})

test.each([
  ['an encoding that is not known', 'snappy', json],
  ['an encoding that lies', 'gzip', json],
  ['a body that is cut off', 'gzip', gzipSync(json).subarray(0, 20)],
  ['three encodings', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(json)))],
  ['the second encoding lies', 'gzip, br', brotliCompressSync(json)],
])('%s is a malformed answer', async (_, name, bytes) => {
  encoding = name
  body = bytes
  expect(await get()).toMatchObject({ code: 'MALFORMED_RESPONSE' })
})

test('a plain body is stopped at the limit too', async () => {
  encoding = undefined
  body = Buffer.alloc(100_000, ' ')
  expect(await get(50_000)).toMatchObject({ code: 'RESPONSE_TOO_LARGE' })
})

test.each([
  ['gzip', gzipSync(json)],
  ['deflate', deflateSync(json)],
  ['br', brotliCompressSync(json)],
  ['zstd', zstdCompressSync(json)],
])(
  'what follows the end of %s is read and left, and the connection is watched to its end',
  async (name, bytes) => {
    let isStalled = false
    server = createServer((request, response) => {
      if (request.url === '/login') return void response.end('{"token":"t"}')
      response.writeHead(200, { 'content-encoding': name, 'content-length': bytes.length + 1_000 })
      response.write(Buffer.concat([bytes, Buffer.alloc(2)]))
      if (!isStalled) setTimeout(() => response.end(Buffer.alloc(998)), 20)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const transport = createUndiciTransport({ connections: 1 })
    const options = { transport, timeoutMs: 300, retry: { retries: 0 } }
    const client = createThings(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
    const call = () => client.methods.things.get({ thingId: '1' }).catch((error: unknown) => error)
    expect(await call()).toEqual({ id: '1', text: 'ä' })
    isStalled = true
    expect(await call()).toMatchObject({ code: 'TIMEOUT', phase: 'body' })
    isStalled = false
    expect(await call()).toEqual({ id: '1', text: 'ä' })
    await client.close()
    await transport.close()
  },
)
