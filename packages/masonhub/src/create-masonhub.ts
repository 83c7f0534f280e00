import { createClient, systemClock, systemRandom } from '@tenon/core'

import { createCallbacks, type MasonHubCallbacks } from './callbacks/masonhub-callbacks.ts'
import { masonhubProvider } from './masonhub-provider.ts'
import type { MasonHubOptions } from './options/masonhub-options.ts'
import { createOrders, type MasonHubOrders } from './orders/masonhub-orders.ts'

/** A client for one account of MasonHub. */
export interface MasonHub extends AsyncDisposable {
  readonly orders: MasonHubOrders
  readonly callbacks: MasonHubCallbacks
  /** Resolves once a token is at hand, for a readiness probe. Asks MasonHub nothing. */
  ready(signal?: AbortSignal): Promise<void>
  /** Ends what is under way; later calls get a `ClosedError`. */
  close(): Promise<void>
}

/**
 * Makes a client. Opens no connection and reads no file.
 *
 * @example
 * ```ts
 * import { createMasonHub } from '@tenon/masonhub'
 *
 * const masonhub = createMasonHub({
 *   environment: 'sandbox',
 *   account: 'acme',
 *   auth: { token: { file: '/run/secrets/masonhub' } },
 * })
 * const orders = await masonhub.orders.find(['ORDER-1001'])
 * console.log(orders.get('ORDER-1001')?.status)
 * ```
 *
 * @throws ConfigurationError naming the option that is missing, unknown or wrong
 */
export function createMasonHub(options: MasonHubOptions): MasonHub {
  const client = createClient(masonhubProvider, options)
  const { clock = systemClock, random = systemRandom, logger } = options
  const ports = { clock, random, logger }
  return Object.freeze({
    orders: createOrders(client.methods.orders, ports),
    callbacks: createCallbacks(client.methods.callbacks, ports),
    ready: (signal?: AbortSignal) => client.ready(signal),
    close: () => client.close(),
    [Symbol.asyncDispose]: () => client.close(),
  })
}
