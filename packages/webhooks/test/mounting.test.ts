import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createNodeHandler, type Receiver } from '../src/index.ts'
import { envelope, sign, SIGNED_PATH, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { receiving, type Receiving } from './support/receiving.ts'

type Mount = (receiver: Receiver) => Promise<string>

async function listening(handler: RequestListener): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** As the README shows each. */
const mounts: Record<string, Mount> = {
  'node:http': (receiver) => {
    const handler = createNodeHandler(receiver)
    return listening((incoming, outgoing) => void handler(incoming, outgoing))
  },
  Express: (receiver) => {
    const app = express()
    app.use('/webhooks', createNodeHandler(receiver))
    app.use(express.json())
    return listening(app)
  },
  async Fastify(receiver) {
    const handler = createNodeHandler(receiver)
    const app = fastify()
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
      scope.all('/webhooks/*', async (request, reply) => {
        reply.hijack()
        await handler(request.raw, reply.raw)
      })
    })
    onTestFinished(() => app.close())
    return app.listen({ host: '127.0.0.1', port: 0 })
  },
  async Hono(receiver) {
    const app = new Hono()
    app.all('/webhooks/*', (context) => {
      return receiver(context.req.raw, { remoteAddress: getConnInfo(context).remote.address })
    })
    const { promise, resolve } = Promise.withResolvers<AddressInfo>()
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(await promise).port}`
  },
}

const json = { 'content-type': 'application/json' }
const authorization = `Bearer ${TOKEN}`

async function mounted(name: string): Promise<Receiving & { readonly url: string }> {
  const parts = receiving()
  return { ...parts, url: await (mounts[name] as Mount)(parts.receiver) }
}

describe.each(Object.keys(mounts))('mounted in %s', (name) => {
  test('a token and a signature over the raw bytes are verified, and both deliveries stored', async () => {
    const { url, inbox } = await mounted(name)
    const signedBody = '{"id" :\t"01J0","note":"₹ 500 – café",  "n":1e0}'
    const answers = await Promise.all([
      fetch(url + TOKEN_PATH, {
        method: 'POST',
        headers: { ...json, authorization },
        body: JSON.stringify(envelope('1')),
      }),
      fetch(`${url}${SIGNED_PATH}?a=1`, {
        method: 'POST',
        headers: { ...json, 'x-verify': sign(signedBody) },
        body: signedBody,
      }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await inbox.counts()).pending).toBe(2)
  })

  test('what is wrong is refused as everywhere', async () => {
    const { url, stored } = await mounted(name)
    const send = async (path: string, init: RequestInit): Promise<number> =>
      (await fetch(url + path, init)).status
    const body = JSON.stringify(envelope('1'))
    const post = { method: 'POST', headers: { ...json, authorization }, body }
    expect(await send(TOKEN_PATH, { ...post, headers: { ...json, authorization: 'Bearer wrong' } })).toBe(401)
    expect(
      await send(TOKEN_PATH, { ...post, headers: { authorization, 'content-type': 'text/plain' } }),
    ).toBe(415)
    expect(await send(TOKEN_PATH, { ...post, body: 'x'.repeat(2_000_000) })).toBe(413)
    expect(await send(TOKEN_PATH, { method: 'GET' })).toBe(405)
    expect(await send('/webhooks/elsewhere', post)).toBe(404)
    expect(await stored()).toEqual([])
  })

  test('the receiver is told the address of the peer', async () => {
    const seen: unknown[] = []
    const url = await (mounts[name] as Mount)(async (_request, info) => {
      seen.push(info?.remoteAddress)
      return new Response(null, { status: 200 })
    })
    await fetch(url + TOKEN_PATH, { method: 'POST', headers: json, body: '{}' })
    expect(seen).toEqual([expect.stringMatching(/127\.0\.0\.1$/)])
  })
})

test('behind a body parser a delivery is answered 503, at once, and the log says why', async () => {
  const { receiver, logger } = receiving()
  const app = express()
  app.use(express.json())
  app.use('/webhooks', createNodeHandler(receiver))
  const url = await listening(app)
  const answer = await fetch(url + TOKEN_PATH, {
    method: 'POST',
    headers: { ...json, authorization },
    body: JSON.stringify(envelope('1')),
  })
  expect(answer.status).toBe(503)
  expect(JSON.stringify(logger.lines)).toContain('mount the receiver before body parsers')
})
