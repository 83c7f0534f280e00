import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { staticProvider } from '../support/static-provider.ts'

interface Origin {
  readonly url: string
  readonly seen: IncomingHttpHeaders[]
  readonly server: Server
  connections: number
}

let status: number
let location: () => string
let vendor: Origin
let other: Origin

async function startOrigin(): Promise<Origin> {
  const seen: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(status, { location: location() })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin: Origin = { url, seen, server, connections: 0 }
  server.on('connection', () => (origin.connections += 1))
  return origin
}

beforeEach(async () => {
  vendor = await startOrigin()
  other = await startOrigin()
})
afterEach(() => {
  for (const { server } of [vendor, other]) {
    server.closeAllConnections()
    server.close()
  }
})

const targets: readonly [string, () => string][] = [
  ['another origin', () => `${other.url}/thing`],
  ['another scheme', () => `${other.url.replace('http:', 'https:')}/thing`],
  ['itself, for ever', () => `${vendor.url}/thing`],
  ['another path', () => '/elsewhere'],
  ['nowhere', () => 'http://['],
]
const cases = [300, 301, 302, 303, 307, 308].flatMap((code) =>
  targets.map(([name, target]) => [code, name, target] as const),
)

test.each(cases)(
  'a %i to %s is not followed: one request, and no credential goes anywhere else',
  async (code, _, target) => {
    status = code
    location = target
    const client = createClient(staticProvider, { baseUrl: vendor.url, allowLoopback: true })
    const outcomes = await Promise.allSettled([
      client.methods.get(),
      client.methods.create({ body: { name: 'x' } }),
    ])
    await client.close()
    const refusal = {
      code: 'HTTP',
      status: code,
      retryable: false,
      message: expect.stringContaining('Redirects are not followed') as unknown,
    }
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: refusal },
      { status: 'rejected', reason: refusal },
    ])
    expect(vendor.seen.map(({ authorization }) => authorization)).toEqual(
      Array.from({ length: 2 }, () => 'Bearer a-static-token'),
    )
    expect(other.connections).toBe(0)
  },
)
