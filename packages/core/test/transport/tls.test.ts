import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'

import { Agent } from 'undici'
import { afterEach, describe, expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { createUndiciTransport } from '../../src/transport/undici-transport.ts'
import { staticProvider } from '../support/static-provider.ts'
import { createThings } from '../support/things.ts'

/** `certificates/make.sh` says how they were made. */
function certificate(file: string): Buffer {
  return readFileSync(new URL(`../support/certificates/${file}`, import.meta.url))
}

let server: Server
let connections: number
let requests: number

async function listen(name: string, options: ServerOptions = {}): Promise<string> {
  connections = 0
  requests = 0
  const pair = { key: certificate(`${name}.key`), cert: certificate(`${name}.crt`) }
  server = createServer({ ...pair, ...options }, (_request, response) => {
    requests += 1
    response.end('{}')
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('a certificate that nobody vouches for ends the login, and with it the call: nothing is sent again', async () => {
  const client = createThings(await listen('self-signed'))
  const pending = client.methods.things.get({ thingId: '1' })
  await expect(pending).rejects.toMatchObject({
    code: 'TLS',
    retryable: false,
    message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as unknown,
  })
  expect(pending.call.attempts).toHaveLength(1)
  expect({ connections, requests }).toEqual({ connections: 1, requests: 0 })
  await client.close()
})

interface Ended {
  readonly error: unknown
  readonly attempts: number
}

/** By a client that trusts the test authority, as a machine does with NODE_EXTRA_CA_CERTS. */
async function call(method: 'get' | 'create', baseUrl: string): Promise<Ended> {
  const dispatcher = new Agent({ connect: { ca: certificate('authority.crt') }, allowH2: false })
  const transport = createUndiciTransport({ dispatcher })
  const client = createClient(staticProvider, { baseUrl, transport, retry: { baseDelayMs: 1 } })
  const pending = method === 'get' ? client.methods.get() : client.methods.create({ body: { name: 'x' } })
  const error: unknown = await pending.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  await client.close()
  await transport.close()
  await dispatcher.destroy()
  return { error, attempts: pending.call.attempts.length }
}

const demanding = { ca: certificate('authority.crt'), requestCert: true, rejectUnauthorized: true }

describe.each<[string, string, ServerOptions, RegExp]>([
  ['an expired certificate', 'expired', {}, /CERT_HAS_EXPIRED/],
  ['a certificate for another host', 'wrong-name', {}, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ['a certificate that signs itself', 'self-signed', {}, /DEPTH_ZERO_SELF_SIGNED_CERT/],
  [
    'TLS 1.0 and nothing newer',
    'trusted',
    { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    /ERR_SSL_/,
  ],
  ['a demand for a client certificate', 'trusted', { ...demanding, maxVersion: 'TLSv1.2' }, /ERR_SSL_/],
])('a server with %s', (_, name, options, message) => {
  test.each(['get', 'create'] as const)('ends a %s at the first connection', async (method) => {
    const { error, attempts } = await call(method, await listen(name, options))
    expect(error).toMatchObject({
      code: 'TLS',
      retryable: false,
      message: expect.stringMatching(message) as unknown,
    })
    expect({ attempts, connections, requests }).toEqual({ attempts: 1, connections: 1, requests: 0 })
  })
})

test('by TLS 1.3 a client certificate is demanded only after the request has left: a POST is not sent again', async () => {
  const { error, attempts } = await call('create', await listen('trusted', demanding))
  expect(error).toMatchObject({
    code: expect.stringMatching(/^(TLS|CONNECTION)$/) as unknown,
    retryable: false,
  })
  expect({ attempts, connections, requests }).toEqual({ attempts: 1, connections: 1, requests: 0 })
})

test('a server with a certificate of the authority is talked to', async () => {
  expect(await call('get', await listen('trusted'))).toEqual({ error: undefined, attempts: 1 })
  expect(requests).toBe(1)
})
