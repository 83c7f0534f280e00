import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

import { ConfigurationError } from '@tenon/core'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createWebhookServer, type Receiver, type WebhookServerOptions } from '../src/index.ts'
import { networkOf } from '../src/node-http/network-of.ts'
import { envelope, sign, SIGNED_PATH, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { receiving } from './support/receiving.ts'

async function serving(receiver: Receiver, options: WebhookServerOptions = {}) {
  const server = createWebhookServer(receiver, options)
  const url = await server.listen()
  onTestFinished(() => server.close({ graceMs: 0 }))
  return { server, url, port: Number(new URL(url).port) }
}

/** Speaks to the server as bytes, for what no HTTP client would send. */
function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  return socket
}

const authorization = `Bearer ${TOKEN}`
const json = { 'content-type': 'application/json' }
const head = (...lines: string[]) =>
  [`POST ${TOKEN_PATH} HTTP/1.1`, 'Host: shop.test', 'Content-Type: application/json', ...lines, '', ''].join(
    '\r\n',
  )

describe('over HTTP', () => {
  test('a delivery with a token and one with a signature are stored', async () => {
    const { receiver, inbox } = receiving()
    const { url } = await serving(receiver)
    const body = '{"id":"01J0ORDER00000000000000001","status":"SUCCESS"}'
    const answers = await Promise.all([
      fetch(url + TOKEN_PATH, {
        method: 'POST',
        headers: { ...json, authorization },
        body: JSON.stringify(envelope('1')),
      }),
      fetch(url + SIGNED_PATH, { method: 'POST', headers: { ...json, 'x-verify': sign(body) }, body }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await inbox.counts()).pending).toBe(2)
  })

  test('a large body arrives whole', async () => {
    const { receiver, stored } = receiving()
    const { url } = await serving(receiver)
    const note = '₹'.repeat(300_000)
    const body = JSON.stringify(envelope('1', { data: [{ note }] }))
    const answer = await fetch(url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...json, authorization },
      body,
    })
    expect(answer.status).toBe(200)
    expect(await stored()).toMatchObject([{ data: [{ note }] }])
  })

  test('the receiver is told who sends, and a URL whose origin the sender cannot choose', async () => {
    const seen: unknown[] = []
    const { port } = await serving(async (request, info) => {
      seen.push([request.url, info?.remoteAddress])
      return new Response(null, { status: 200 })
    })
    const socket = dial(port)
    socket.write(
      'POST //evil.test/path?a=1 HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    )
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /)
    expect(seen).toEqual([['http://localhost//evil.test/path?a=1', '127.0.0.1']])
  })

  test.each([
    ['first', [authorization, 'Bearer other']],
    ['last', ['Bearer other', authorization]],
  ])('of two Authorization headers the %s does not count', async (_which, values) => {
    const { receiver } = receiving()
    const { port } = await serving(receiver)
    const socket = dial(port)
    const body = JSON.stringify(envelope('1'))
    const twice = values.map((value) => `Authorization: ${value}`)
    socket.write(head(...twice, 'Connection: close', `Content-Length: ${body.length}`) + body)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 401 /)
  })

  test('a request that has no form on the web is answered 400', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver)
    const socket = dial(port)
    socket.write('OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /)
  })

  test('several deliveries use one connection', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver)
    const socket = dial(port)
    const body = JSON.stringify(envelope('1'))
    const send = (last: string) =>
      socket.write(head(`Authorization: ${authorization}`, `Content-Length: ${body.length}`, last) + body)
    send('X-First: 1')
    send('Connection: close')
    expect((await text(socket)).match(/HTTP\/1.1 200 /g)).toHaveLength(2)
  })
})

describe('a sender that is too large or too slow', () => {
  test('gets 413 for a declared length, and may still be sending', async () => {
    const { receiver } = receiving()
    const { url } = await serving(receiver)
    const body = new Uint8Array(8 * 1024 * 1024)
    const answer = await fetch(url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...json, authorization },
      body,
    })
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close'])
  })

  test('can read its answer though it sends on before it looks', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver)
    const socket = dial(port)
    const body = new Uint8Array(8 * 1024 * 1024)
    socket.write(head(`Authorization: ${authorization}`, `Content-Length: ${body.length}`))
    await new Promise((resolve) => socket.write(body, resolve))
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 /)
  })

  test('gets 413 for a stream past the limit', async () => {
    const { receiver } = receiving()
    const { url } = await serving(receiver)
    const chunk = new Uint8Array(64 * 1024)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < 64) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const answer = await fetch(url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...json, authorization },
      body,
      duplex: 'half',
    })
    expect(answer.status).toBe(413)
  })

  test('gets 408 for a body that drips, and the connection is closed', async () => {
    const { receiver, stored } = receiving({ bodyTimeoutMs: 200 })
    const { port } = await serving(receiver)
    const socket = dial(port)
    socket.write(head(`Authorization: ${authorization}`, 'Content-Length: 1000') + '{')
    const drip = setInterval(() => socket.write(' '), 20)
    onTestFinished(() => clearInterval(drip))
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(answer.toLowerCase()).toContain('connection: close')
    expect(await stored()).toEqual([])
  })

  test('is closed when its headers drip', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver, { headersTimeoutMs: 200 })
    const socket = dial(port)
    socket.write(`POST ${TOKEN_PATH} HTTP/1.1\r\n`)
    const drip = setInterval(() => socket.write('X-Drip: 1\r\n'), 20)
    onTestFinished(() => clearInterval(drip))
    const startedAt = performance.now()
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /)
    expect(performance.now() - startedAt).toBeLessThan(2_500)
  })

  test('is closed when its headers are too many', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver)
    const socket = dial(port)
    socket.write(head(...Array.from({ length: 10_000 }, (_, index) => `X-${index}: 1`)))
    // A sender that is still sending may miss the answer.
    expect(await text(socket).catch(() => 'reset')).toMatch(/^HTTP\/1.1 431 |^reset$/)
  })

  test('is refused beyond the number of connections', async () => {
    const { receiver } = receiving()
    const { port } = await serving(receiver, { maxConnections: 1 })
    const first = dial(port)
    await new Promise((resolve) => first.once('connect', resolve))
    expect(await text(dial(port))).toBe('')
    first.destroy()
  })

  test('is refused beyond the number of connections from its address, and others are not', async () => {
    const { receiver } = receiving()
    const { port, url } = await serving(receiver, { maxConnectionsPerAddress: 3 })
    const slow = (): Socket => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
      socket.on('error', () => {}).write('POST ')
      return socket
    }
    const kept = [slow(), slow(), slow()]
    await Promise.all(kept.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    expect(await text(slow()).catch(() => 'reset')).toMatch(/^(reset)?$/)
    const honest = await fetch(url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...json, authorization, connection: 'close' },
      body: JSON.stringify(envelope('1')),
    })
    expect(honest.status).toBe(200)
    expect(kept.map(({ destroyed, readableEnded }) => destroyed || readableEnded)).toEqual(
      kept.map(() => false),
    )

    kept[0]?.destroy()
    const next = async (): Promise<string> => {
      const socket = slow()
      socket.write('/nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return text(socket).catch(() => 'reset')
    }
    await expect.poll(next).toMatch(/^HTTP\/1.1 404 /)
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('at %s is counted with those of %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('a server does not start with a number of connections that is none', () => {
    const { receiver } = receiving()
    for (const option of ['maxConnections', 'maxConnectionsPerAddress']) {
      expect(() => createWebhookServer(receiver, { [option]: 0 })).toThrow(
        expect.objectContaining({ option }),
      )
    }
  })
})

describe('a sender that goes away', () => {
  test('in the middle of its body is no error, and nothing is stored', async () => {
    const { receiver, logger, stored } = receiving()
    const { port, url } = await serving(receiver)
    const settled = Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = dial(port)
        socket.write(head(`Authorization: ${authorization}`, 'Content-Length: 1000') + '{')
        await new Promise((resolve) => setTimeout(resolve, 20))
        socket.resetAndDestroy()
      }),
    )
    await settled
    await expect.poll(() => logger.lines.length).toBe(20)
    expect(new Set(logger.lines.map(({ fields }) => 'status' in fields && fields.status))).toEqual(
      new Set([400]),
    )
    expect(await stored()).toEqual([])
    expect((await fetch(url)).status).toBe(404)
  })

  test('before its answer leaves the server working', async () => {
    const { receiver, inbox } = receiving()
    const mayAnswer = Promise.withResolvers<void>()
    const { port, url } = await serving(async (request, info) => {
      const response = await receiver(request, info)
      await mayAnswer.promise
      return response
    })
    const socket = dial(port)
    const body = JSON.stringify(envelope('1'))
    socket.write(head(`Authorization: ${authorization}`, `Content-Length: ${body.length}`) + body)
    await expect.poll(async () => (await inbox.counts()).pending).toBe(1)
    socket.resetAndDestroy()
    mayAnswer.resolve()
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('close', () => {
  test('finishes what runs, closes its connection, and accepts no more', async () => {
    const { receiver } = receiving()
    const mayAnswer = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const { url, server } = await serving(async (request, info) => {
      const response = await receiver(request, info)
      arrived.resolve()
      await mayAnswer.promise
      return response
    })
    const answer = fetch(url + TOKEN_PATH, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify(envelope('1')),
    })
    await arrived.promise
    const closed = server.close()
    await expect(fetch(url)).rejects.toThrow('fetch failed')
    mayAnswer.resolve()
    const { status, headers } = await answer
    expect([status, headers.get('connection')]).toEqual([200, 'close'])
    await closed
  })

  test('cuts off after its grace what does not end', async () => {
    const { port, server } = await serving(() => new Promise<Response>(() => {}))
    const socket = dial(port)
    socket.write(head('Content-Length: 0'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await server.close({ graceMs: 50 })
    expect(await text(socket)).toBe('')
  })

  test('ends a server that never listened', async () => {
    const { receiver } = receiving()
    await expect(createWebhookServer(receiver).close()).resolves.toBeUndefined()
  })
})

test('a port that is taken is a configuration error', async () => {
  const { receiver } = receiving()
  const { port } = await serving(receiver)
  await expect(createWebhookServer(receiver, { port }).listen()).rejects.toThrow(ConfigurationError)
  await expect(createWebhookServer(receiver, { port: 70_000 }).listen()).rejects.toThrow(ConfigurationError)
})

test('a receiver that throws is answered 500', async () => {
  const { url } = await serving(() => Promise.reject(new Error('bug')))
  expect((await fetch(url)).status).toBe(500)
})
