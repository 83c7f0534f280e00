import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { startFaultServer, wireFaults, type FaultServer, type WireFault } from '../src/index.ts'

let server: FaultServer
beforeEach(async () => {
  server = await startFaultServer()
})
afterEach(() => server.close())

function request(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.end(bytes)
  return text(socket)
}

test('it is healthy at first, and sees requests as they came', async () => {
  const answer = await request(
    'POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /next HTTP/1.1\r\n\r\n',
  )
  expect(answer).toContain('{"id":"1"}')
  expect(server.requests).toEqual([
    {
      method: 'POST',
      path: '/a?b=c',
      headers: { host: 'x', 'content-length': '2' },
      body: 'hi',
      connection: 1,
    },
    { method: 'GET', path: '/next', headers: {}, body: '', connection: 1 },
  ])
})

test('a body in chunks is waited for', async () => {
  await request('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n')
  expect(server.requests).toHaveLength(1)
})

test('it refuses connections, and listens again in the same place', async () => {
  const { url } = server
  await server.use('refused')
  await expect(request('GET / HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNREFUSED')
  await server.use('healthy')
  expect(server.url).toBe(url)
  expect(await request('GET / HTTP/1.1\r\n\r\n')).toContain('200 OK')
})

test('it answers with bytes of your own', async () => {
  await server.use((socket, { path }) => void socket.end(`you asked for ${path}`))
  expect(await request('GET /this HTTP/1.1\r\n\r\n')).toBe('you asked for /this')
})

test('every switch says what it does, in words that stand nowhere else', () => {
  const says = Object.values(wireFaults).map((fault) => fault.says)
  expect(new Set(says).size).toBe(says.length)
  expect(Object.keys(wireFaults) as WireFault[]).toContain('healthy')
})
