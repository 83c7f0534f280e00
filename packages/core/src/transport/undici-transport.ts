import { Readable } from 'node:stream'

import { Pool, type Dispatcher } from 'undici'

import type { Lane } from '../call/call-record.ts'
import type { Call } from '../call/call.ts'
import { isStream } from '../declare/raw-body.ts'
import { ClosedError } from '../errors/closed-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { AnswerHandler } from './answer-handler.ts'
import { ACCEPTED_ENCODINGS } from './content-decoder.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

export interface UndiciTransportOptions {
  /** Connections to one origin, for calls; logins have two of their own. Default 64. */
  readonly connections?: number
  /** Milliseconds to make a connection. Default 5,000. */
  readonly connectTimeoutMs?: number
  /**
   * Milliseconds that a connection stays open unused, where the server does not say how long. Keep it below the
   * server's, or a POST may meet a connection that is just being closed. Default 4,000.
   */
  readonly keepAliveTimeoutMs?: number
  /** The largest body that is read into memory, in bytes, counted after decompression. Default 10 MiB. */
  readonly maxResponseBytes?: number
  /** A dispatcher of your own, for a proxy or DNS cache. You close it. It then serves calls and logins alike. */
  readonly dispatcher?: Dispatcher
}

const LOGIN_CONNECTIONS = 2

/**
 * The default transport: undici pools, one for each origin and lane, driven through `dispatch()`.
 *
 * @throws ConfigurationError when an option is not what it must be
 */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  for (const [option, value] of Object.entries(options)) {
    if (option === 'dispatcher' || value === undefined || (Number.isFinite(value) && value > 0)) continue
    throw new ConfigurationError({ message: `option "${option}" must be a number above 0`, option })
  }
  const maxResponseBytes = options.maxResponseBytes ?? 10 * 1024 * 1024
  const pools: Record<Lane, Map<string, Pool>> = { calls: new Map(), login: new Map() }

  let closed = false

  function makePool(origin: string, lane: Lane): Pool {
    return new Pool(origin, {
      connections: lane === 'login' ? LOGIN_CONNECTIONS : (options.connections ?? 64),
      connect: { timeout: options.connectTimeoutMs ?? 5_000 },
      keepAliveTimeout: options.keepAliveTimeoutMs ?? 4_000,
      allowH2: false,
      // The deadline of the call governs: undici's own timers miss queued requests and slow drips.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }

  function dispatcherFor(origin: string, lane: Lane): Dispatcher {
    if (options.dispatcher !== undefined) return options.dispatcher
    let pool = pools[lane].get(origin)
    if (pool === undefined) pools[lane].set(origin, (pool = makePool(origin, lane)))
    return pool
  }

  return {
    send(request: HttpRequest, call: Call): Promise<HttpResponse> {
      if (closed) return Promise.reject(new ClosedError({ message: 'the transport is closed', call }))
      return new Promise((resolve, reject) => {
        const streamed = request.answer === 'stream'
        const body = typeof request.body === 'function' ? request.body() : request.body
        const sending = isStream(body) ? toReadable(body) : undefined
        const setup = { call, streamed, maxResponseBytes, body: sending, resolve, reject }
        const handler = new AnswerHandler(setup)
        call.watch(handler)
        request.headers['accept-encoding'] ??= ACCEPTED_ENCODINGS
        dispatcherFor(request.origin, call.lane).dispatch(
          {
            origin: request.origin,
            path: request.path,
            method: request.method,
            headers: request.headers,
            body: sending ?? (body as string | Uint8Array | undefined) ?? null,
          },
          handler,
        )
      })
    },

    async close(): Promise<void> {
      closed = true
      const all = [...pools.calls.values(), ...pools.login.values()]
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}

/** One that is there already as it is: a second one around it would not close what it reads from. */
function toReadable(body: AsyncIterable<Uint8Array>): Readable {
  const readable = body instanceof Readable ? body : Readable.from(body, { objectMode: false })
  // One that fails when it is let go of must not end the process.
  return readable.on('error', () => undefined)
}
