import { afterEach, beforeEach, expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { settlePromises } from '../../src/testing/virtual-clock.ts'
import { startProxy, type Proxy } from '../support/proxy.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import { staticProvider } from '../support/static-provider.ts'

let server: RawServer
let proxy: Proxy
let client: ReturnType<typeof connect>

function connect() {
  return createClient(staticProvider, { baseUrl: proxy.url, allowLoopback: true })
}

beforeEach(async () => {
  server = await startRawServer()
  server.answer = (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
  proxy = await startProxy(server.url)
  client = connect()
})
afterEach(async () => {
  await client.close()
  await proxy.close()
  await server.close()
})

const call = {
  get: (timeoutMs: number) => client.methods.get({}, { timeoutMs }),
  post: (timeoutMs: number) => client.methods.create({ body: { name: 'x' } }, { timeoutMs }),
}

test.each(['get', 'post'] as const)(
  'a %s on a connection whose peer is gone ends at its deadline; the connection is dropped, and the next call has another',
  async (method) => {
    await call.get(10_000)
    // The pool takes the connection back only after the answer has been handed out.
    await settlePromises()
    proxy.swallow()
    const startedAt = performance.now()
    await expect(call[method](400)).rejects.toMatchObject({ code: 'TIMEOUT', phase: 'headers' })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    await expect.poll(() => proxy.open).toBe(0)
    await call[method](10_000)
    expect(proxy.connections).toBe(2)
    expect(server.count).toBe(2)
  },
)

test('a peer that goes in the middle of a body is no different', async () => {
  server.answer = (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":')
  const pending = call.get(1_000)
  const outcome = pending.catch((error: unknown) => error)
  await expect.poll(() => pending.call.attempts[0]?.sent).toBe(true)
  await expect.poll(() => server.count).toBe(1)
  proxy.swallow()
  expect(await outcome).toMatchObject({ code: 'TIMEOUT' })
  await expect.poll(() => proxy.open).toBe(0)
  server.answer = (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
  await call.get(10_000)
  expect(proxy.connections).toBe(2)
})
