import {
  byteStream,
  createClient,
  defineOperation,
  defineProvider,
  rawBody,
  type ByteStream,
  type CallOptions,
  type HttpResponse,
  type Pending,
  type RawBody,
  type Schema,
  type Transport,
} from '@tenon/core'

import { startFaultServer, type FaultServer } from '../fault-server/fault-server.ts'
import { anyJson } from '../suite/any-json.ts'
import { quietly } from '../suite/quietly.ts'
import type { TransportManifest, TransportSettings } from './transport-manifest.ts'

export interface Answer {
  readonly id: string
}

const answerSchema: Schema<unknown, Answer> = {
  '~standard': {
    version: 1,
    vendor: '@tenon/testing',
    validate: (value) =>
      typeof (value as Answer | undefined)?.id === 'string'
        ? { value: value as Answer }
        : { issues: [{ message: 'must be text', path: ['id'] }] },
  },
}

const login = defineOperation({
  id: 'login',
  method: 'POST',
  path: '/login',
  body: anyJson,
  response: anyJson,
})

/** A vendor without credentials, whose `ready()` makes a login: the smallest client that gives real calls. */
const provider = defineProvider({
  name: 'conformance',
  specVersion: 'v1',
  config: anyJson as Schema<{ baseUrl: string }>,
  environment: {},
  origin: ({ baseUrl }) => baseUrl,
  auth: (_, kit) => ({
    name: 'none',
    headers: [],
    authorize: () => ({}),
    ready: async (signal = new AbortController().signal) => {
      await kit.login(login, { body: {} }, signal)
    },
  }),
  operations: {
    read: defineOperation({ id: 'read', method: 'GET', path: '/read', response: answerSchema }),
    write: defineOperation({
      id: 'write',
      method: 'POST',
      path: '/write',
      body: anyJson,
      response: answerSchema,
    }),
    stream: defineOperation({ id: 'stream', method: 'GET', path: '/stream', response: byteStream }),
    upload: defineOperation({
      id: 'upload',
      method: 'PUT',
      path: '/upload',
      body: rawBody('application/octet-stream'),
      response: answerSchema,
    }),
  },
})

export interface TransportBench {
  readonly server: FaultServer
  readonly transport: Transport
  /** What the transport itself gave for each request, in order. */
  readonly sends: readonly Promise<HttpResponse>[]
  readonly read: (options?: CallOptions) => Pending<Answer>
  readonly write: (body: unknown, options?: CallOptions) => Pending<Answer>
  readonly stream: (options?: CallOptions) => Pending<ByteStream>
  readonly upload: (body: RawBody) => Pending<Answer>
  /** Makes a login. */
  readonly ready: () => Promise<void>
}

const SETTINGS: TransportSettings = { connections: 8, maxResponseBytes: 64 * 1024 }

/** Runs a case with a transport, a client on it and the fault server, and closes all of them. */
export async function onTransport(
  manifest: TransportManifest,
  use: (bench: TransportBench) => Promise<void>,
  { scheme = 'http', ...settings }: Partial<TransportSettings> & { readonly scheme?: 'http' | 'https' } = {},
): Promise<void> {
  await using server = await startFaultServer()
  const transport = manifest.create({ ...SETTINGS, ...settings })
  const sends: Promise<HttpResponse>[] = []
  const client = createClient(provider, {
    baseUrl: server.url.replace('http:', `${scheme}:`),
    allowLoopback: true,
    retry: { retries: 0 },
    timeoutMs: 5_000,
    transport: {
      send(request, call) {
        const sent = transport.send(request, call)
        sends.push(quietly(sent))
        return sent
      },
      close: () => transport.close(),
    },
  })
  try {
    await use({
      server,
      transport,
      sends,
      read: (options) => quietly(client.methods.read({}, options)),
      write: (body, options) => quietly(client.methods.write({ body }, options)),
      stream: (options) => quietly(client.methods.stream({}, options)),
      upload: (body) => quietly(client.methods.upload({ body })),
      ready: () => client.ready(),
    })
  } finally {
    await client.close()
    await transport.close()
  }
}
