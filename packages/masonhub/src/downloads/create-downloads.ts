import {
  byteStream,
  ClosedError,
  createClient,
  createUndiciTransport,
  defineOperation,
  defineProvider,
  type AuthStrategy,
  type ClientOptions,
  type Schema,
  type Transport,
} from '@tenon/core'

import { mapError } from '../errors/map-error.ts'
import { checkDownloadUrl } from './check-download-url.ts'
import type { Downloads } from './downloads.ts'
import { sniffDownload } from './sniff-download.ts'

const TIMEOUT_MS = 300_000
const LARGEST = 256 * 1024 * 1024

export interface DownloadSetup {
  /** The client's own: what its credential belongs to. */
  readonly origin: string
  /** The client's own credential. */
  readonly auth: AuthStrategy
  /** The client's own options. */
  readonly options: ClientOptions
}

/**
 * Fetches files from the addresses that MasonHub names. Each download is a client of its own, bound to the origin
 * of its address: the credential goes to the client's own origin and to no other, and redirects are not followed.
 */
export function createDownloads({ origin, auth, options }: DownloadSetup): Downloads {
  const { logger, retry, middleware, clock, random, allowLoopback } = options
  const underWay = new Set<{ close(): Promise<void> }>()
  let ownTransport: Transport | undefined
  let closed = false

  function clientFor(url: URL, operation: string) {
    const provider = defineProvider({
      name: 'masonhub',
      specVersion: 'v1',
      config: anything,
      environment: {},
      origin: () => url.origin,
      // What ends with the client of the account must not end with a download.
      auth: () => (url.origin === origin ? withoutEnd(auth) : nobody),
      operations: {
        fetch: defineOperation({
          id: operation,
          method: 'GET',
          path: pathOf(url),
          response: byteStream,
          timeoutMs: TIMEOUT_MS,
        }),
      },
      mapError,
    })
    const transport =
      options.transport ?? (ownTransport ??= createUndiciTransport({ maxResponseBytes: LARGEST }))
    const given = { logger, retry, middleware, clock, random, allowLoopback }
    const common = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    return createClient(provider, { ...common, transport })
  }

  return {
    async fetch(operation, url, { maxBytes = LARGEST, ...callOptions } = {}) {
      if (closed) throw new ClosedError({ message: 'the client is closed' })
      const client = clientFor(checkDownloadUrl(url, origin), operation)
      const onEnd = (): void => void underWay.delete(client)
      underWay.add(client)
      try {
        const pending = client.methods.fetch({}, callOptions)
        return await sniffDownload(await pending, { maxBytes, call: pending.call, onEnd })
      } catch (error) {
        onEnd()
        throw error
      }
    },
    async close() {
      closed = true
      await Promise.all([...underWay].map((client) => client.close()))
      await ownTransport?.close()
    },
  }
}

const anything: Schema<object> = {
  '~standard': { version: 1, vendor: 'tenon', validate: (value) => ({ value: value as object }) },
}

const nobody: AuthStrategy = { name: 'none', headers: [], authorize: () => ({}) }

/** The client of the account ends it, and no download does. */
function withoutEnd(auth: AuthStrategy): AuthStrategy {
  return {
    name: auth.name,
    headers: auth.headers,
    authorize: (request, call) => auth.authorize(request, call),
    challenged: (response, used, call) => auth.challenged?.(response, used, call) ?? 'give-up',
  }
}

/** As it was given; braces would stand for parameters. */
function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`.replaceAll('{', '%7B').replaceAll('}', '%7D')
}
