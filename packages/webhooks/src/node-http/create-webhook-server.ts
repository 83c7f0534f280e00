import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { ConfigurationError, systemClock } from '@tenon/core'

import { positiveInteger } from '../options/positive-integer.ts'
import type { Receiver } from '../receiver/receiver-options.ts'
import { createNodeHandler } from './create-node-handler.ts'
import { limitConnections } from './limit-connections.ts'

export interface WebhookServerOptions {
  /** The address to listen on. Default `'127.0.0.1'`, for a proxy in front; `'0.0.0.0'` for all of IPv4. */
  readonly host?: string
  /** Default 0: one that is free. */
  readonly port?: number
  /** Milliseconds in which the headers of a request must have arrived. Default 5,000. */
  readonly headersTimeoutMs?: number
  /** Milliseconds for a whole request. Keep it above the receiver's `bodyTimeoutMs`. Default 15,000. */
  readonly requestTimeoutMs?: number
  /**
   * Connections at one time; further ones are closed at once. Default 10,000: one that is slow costs 10 to 20 kB,
   * and is closed in 5 to 15 seconds.
   */
  readonly maxConnections?: number
  /**
   * Connections from one IPv4 address, or from one IPv6 network of 64 bits, at one time; further ones are closed at
   * once. Default 2,000. Behind a proxy all senders have the proxy's address: give it what the proxy may open.
   */
  readonly maxConnectionsPerAddress?: number
}

export interface WebhookServer {
  /**
   * Starts to accept connections. Resolves to the URL without a path: `'http://127.0.0.1:43210'`.
   *
   * @throws ConfigurationError when the address cannot be listened on
   */
  listen(): Promise<string>
  /** Accepts no more, and resolves when what runs is finished, or was cut off after `graceMs` (default 3,000). */
  close(options?: { readonly graceMs?: number }): Promise<void>
}

/** Without it the time-outs are looked at every 30 seconds only. */
const CHECK_TIMEOUTS_EACH_MS = 500
const KEEP_ALIVE_MS = 5_000
const MAX_HEADER_BYTES = 16 * 1024
const MAX_REQUESTS_PER_CONNECTION = 1_000
const DEFAULT_GRACE_MS = 3_000

/** A plain `node:http` server around a receiver, with limits that slow or broken senders cannot exceed. */
export function createWebhookServer(receiver: Receiver, options: WebhookServerOptions = {}): WebhookServer {
  const { host = '127.0.0.1', port = 0 } = options
  const requestTimeout = positiveInteger(options.requestTimeoutMs ?? 15_000, 'requestTimeoutMs')
  const headersTimeout = positiveInteger(options.headersTimeoutMs ?? 5_000, 'headersTimeoutMs')
  let isClosing = false
  let closed: Promise<void> | undefined
  const handle = createNodeHandler(receiver, { keepAlive: () => !isClosing })

  const server = createServer(
    {
      // Node demands that the one is not above the other.
      headersTimeout: Math.min(headersTimeout, requestTimeout),
      requestTimeout,
      connectionsCheckingInterval: CHECK_TIMEOUTS_EACH_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (incoming, outgoing) => void handle(incoming, outgoing),
  )
  server.maxConnections = positiveInteger(options.maxConnections ?? 10_000, 'maxConnections')
  const perAddress = positiveInteger(options.maxConnectionsPerAddress ?? 2_000, 'maxConnectionsPerAddress')
  limitConnections(server, perAddress)
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION

  async function listen(): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    try {
      server.once('error', reject).listen(port, host, resolve)
      await promise
      server.off('error', reject)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'unknown'
      throw new ConfigurationError({
        message: `cannot listen on ${host}:${port}: ${why}`,
        option: 'port',
        cause,
      })
    }
    const { address, family, port: bound } = server.address() as AddressInfo
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`
  }

  async function close(graceMs: number): Promise<void> {
    isClosing = true
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    const timer = systemClock.setTimer(graceMs, () => server.closeAllConnections())
    await promise
    systemClock.clearTimer(timer)
  }

  return {
    listen,
    close: ({ graceMs = DEFAULT_GRACE_MS } = {}) => (closed ??= close(graceMs)),
  }
}
