import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

import { systemRandom, type Random } from '../../clock/random.ts'
import type { FakeAnswer, FakeRequest, FakeRoute } from './fake-route.ts'
import { createFaults, type Fault, type Faults } from './faults.ts'

export interface FakeServerOptions {
  readonly routes: readonly FakeRoute[]
  /** What the vendor checks before it looks at the operation: an answer refuses the request. */
  readonly admit?: (request: FakeRequest, route: FakeRoute | undefined) => FakeAnswer | undefined
  /** What the vendor answers on a path that it does not have. Default 404 without a body. */
  readonly notFound?: (request: FakeRequest) => FakeAnswer
  /** Default 0: any free port. */
  readonly port?: number
  /** Decides which requests a fault befalls. Default: the machine's. */
  readonly random?: Random
}

export interface SeenRequest {
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  readonly requestId: string | undefined
  readonly at: number
  /** What was answered; undefined if the connection was broken instead. */
  status: number | undefined
}

export interface FakeServer extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly faults: Faults
  /** Every request since the start, in order of arrival. */
  readonly requests: readonly SeenRequest[]
  close(): Promise<void>
}

const BODY_LIMIT = 10 * 1024 * 1024
const JSON_TYPE = /[/+]json\b/i
const NOTHING = Buffer.alloc(0)

/** Starts a vendor's stand-in: a real HTTP server on loopback. */
export async function startFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const faults = createFaults(options.random ?? systemRandom)
  const requests: SeenRequest[] = []
  const find = createRouter(options.routes)

  async function answerTo(request: FakeRequest, route: FakeRoute | undefined): Promise<FakeAnswer> {
    const refusal = options.admit?.(request, route)
    if (refusal !== undefined) return refusal
    if (route === undefined) return options.notFound?.(request) ?? { status: 404 }
    return route.handle(request)
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://fake')
    const method = incoming.method ?? 'GET'
    const found = find(method, url.pathname)
    const headers = incoming.headers as Record<string, string | undefined>
    const seen: SeenRequest = {
      operation: found?.route.id,
      method,
      path: url.pathname + url.search,
      requestId: headers['x-request-id'],
      at: Date.now(),
      status: undefined,
    }
    requests.push(seen)
    const { bytes, json, problem } = await readBody(incoming)
    const request = { method, url, headers, parameters: found?.parameters ?? {}, body: json, bytes }
    const fault = found === undefined ? undefined : faults.pick(found.route.id, request)
    if (fault?.kind === 'drop-before') return void incoming.socket.destroy()
    if (fault?.kind === 'slow') await delay(fault.delayMs)
    const answer = await (fault?.kind === 'answer'
      ? fault.answer
      : problem
        ? { status: 400, body: { message: 'the body is not JSON' } }
        : answerTo(request, found?.route))
    if (fault?.kind === 'drop-after') return void incoming.socket.destroy()
    const final = fault?.kind === 'answer-after' ? fault.answer : answer
    seen.status = final.status
    write(outgoing, final, fault)
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A mistake in the fake must fail the test that met it, and not look like the vendor's 500.
      console.error('fake server failed', error)
      incoming.socket.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function write(outgoing: ServerResponse, answer: FakeAnswer, fault: Fault | undefined): void {
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  const whole = answer.bytes ?? Buffer.from(text)
  const sent = fault?.kind === 'malformed' ? whole.subarray(0, whole.length / 2) : whole
  outgoing.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': sent.length,
    ...answer.headers,
  })
  outgoing.end(sent)
}

interface Body {
  readonly bytes: Buffer
  readonly json: unknown
  readonly problem: boolean
}

async function readBody(incoming: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) return { bytes: NOTHING, json: undefined, problem: true }
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (size === 0) return { bytes, json: undefined, problem: false }
  try {
    return { bytes, json: JSON.parse(bytes.toString('utf8')), problem: false }
  } catch {
    const isMeantAsJson = JSON_TYPE.test(incoming.headers['content-type'] ?? 'application/json')
    return { bytes, json: undefined, problem: isMeantAsJson }
  }
}

interface FoundRoute {
  readonly route: FakeRoute
  readonly parameters: Record<string, string>
}

/** Literal segments win over parameters, so that `/orders/by-reference/{id}` is not an order. */
function createRouter(
  routes: readonly FakeRoute[],
): (method: string, path: string) => FoundRoute | undefined {
  const compiled = routes
    .map((route) => ({
      route,
      parameterCount: route.path.split('{').length,
      pattern: new RegExp(`^${route.path.replaceAll(/\{([^}]+)\}/g, '(?<$1>[^/]+)')}$`),
    }))
    .toSorted((one, other) => one.parameterCount - other.parameterCount)
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null
      if (match === null) continue
      const parameters = Object.entries(match.groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ])
      return { route, parameters: Object.fromEntries(parameters) as Record<string, string> }
    }
    return undefined
  }
}
