import {
  ClosedError,
  createClient,
  systemClock,
  systemRandom,
  type CallOptions,
  type ClientStatus,
  type Secret,
  type WebhookMessage,
} from '@tenon/core'

import type { MasonHubAuth } from './auth/masonhub-auth.ts'
import { createCallbacks, type MasonHubCallbacks } from './callbacks/masonhub-callbacks.ts'
import { createDataFactory } from './data-factory/create-data-factory.ts'
import type { MasonHubDataFactory } from './data-factory/masonhub-data-factory.ts'
import { createDownloads } from './downloads/create-downloads.ts'
import { createGraphQl, type GraphQl } from './graphql/create-graphql.ts'
import {
  createInboundShipments,
  type MasonHubInboundShipments,
} from './inbound-shipments/masonhub-inbound-shipments.ts'
import { createInventory, type MasonHubInventory } from './inventory/masonhub-inventory.ts'
import { masonhubProvider } from './masonhub-provider.ts'
import type { MasonHubOptions } from './options/masonhub-options.ts'
import { createOrders, type MasonHubOrders } from './orders/masonhub-orders.ts'
import { createReturns, type MasonHubReturns } from './returns/masonhub-returns.ts'
import { createShipments, type MasonHubShipments } from './shipments/masonhub-shipments.ts'
import { createSkus, type MasonHubSkus } from './skus/masonhub-skus.ts'
import { createTokens } from './tokens/create-tokens.ts'
import type { MasonHubTokens } from './tokens/masonhub-tokens.ts'
import { createWaiting } from './waiting/create-waiting.ts'

/** A client for one account of MasonHub. */
export interface MasonHub extends AsyncDisposable {
  readonly orders: MasonHubOrders
  readonly shipments: MasonHubShipments
  readonly callbacks: MasonHubCallbacks
  /** The articles. */
  readonly skus: MasonHubSkus
  /** What there is of them. */
  readonly inventory: MasonHubInventory
  /** Deliveries to the warehouse (ASN). */
  readonly inboundShipments: MasonHubInboundShipments
  /** What customers send back (RMA). */
  readonly returns: MasonHubReturns
  readonly tokens: MasonHubTokens
  readonly dataFactory: MasonHubDataFactory
  /**
   * Experimental. Sends a document to GraphQL v2, which one page of the vendor's describes and nothing else mentions:
   * with the token, the deadline and the limits of every other call. Its mutations take effect at once where REST
   * takes requests: do not mix the two for the same order.
   *
   * @throws InvalidInputError for an empty document; errors in the answer are part of the result
   */
  readonly graphql: GraphQl
  /**
   * Hands in a webhook message, parsed or as an inbox kept it, so that who waits for it (`orders.waitForUpdate` and
   * the like) need not ask MasonHub. Was anybody waiting for it? Never throws.
   */
  notify(message: Pick<WebhookMessage, 'type' | 'data'>): boolean
  /** Resolves once a token is at hand, for a readiness probe. Asks MasonHub nothing. */
  ready(signal?: AbortSignal): Promise<void>
  /** How it stands now: what runs, and whether MasonHub asked for a pause. Asks MasonHub nothing. */
  status(): ClientStatus
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
  const waiting = createWaiting(ports)
  const origin = new URL(masonhubProvider.origin(client.config)).origin
  const downloads = createDownloads({ origin, auth: client.auth, options })

  async function tryOut(token: Secret, callOptions: CallOptions): Promise<void> {
    const trial = createClient(masonhubProvider, { ...options, auth: { token } })
    try {
      await trial.methods.orders.list({ limit: 1, list_type: 'summary' }, callOptions)
    } finally {
      await trial.close()
    }
  }

  const closing = new AbortController()

  async function close(): Promise<void> {
    closing.abort(new ClosedError({ message: 'the client was closed' }))
    waiting.close()
    await downloads.close()
    await client.close()
  }

  const tokenParts = {
    methods: client.methods.tokens,
    // As `masonhubProvider` makes it.
    auth: client.auth as MasonHubAuth,
    tryOut,
    ports,
    closing: closing.signal,
  }
  return Object.freeze({
    orders: createOrders(client.methods.orders, waiting, ports),
    shipments: createShipments(client.methods.shipments),
    callbacks: createCallbacks(client.methods.callbacks, ports),
    skus: createSkus(client.methods.skus, ports),
    inventory: createInventory(client.methods.inventory, downloads, waiting, ports),
    inboundShipments: createInboundShipments(client.methods.inboundShipments, ports),
    returns: createReturns(client.methods.returns, downloads, ports),
    tokens: createTokens(tokenParts),
    dataFactory: createDataFactory(client.methods.dataFactory, client.config.environment),
    graphql: createGraphQl(client.methods.graphql),
    notify: (message: Pick<WebhookMessage, 'type' | 'data'>) => waiting.notify(message),
    ready: (signal?: AbortSignal) => client.ready(signal),
    status: () => client.status(),
    close,
    [Symbol.asyncDispose]: close,
  })
}
