import { createClient, systemClock, systemRandom, type ClientOptions, type Methods } from '@tenon/core'

import { createMemoryOrderJournal } from './orders/memory-order-journal.ts'
import type { OrderJournal } from './orders/order-journal.ts'
import { createOrdering, type Ordering } from './orders/ordering.ts'
import type { HubbleAccount } from './provider/hubble-config.ts'
import { hubbleProvider } from './provider/hubble-provider.ts'

export interface HubbleOptions extends HubbleAccount, ClientOptions {
  /**
   * Where orders are remembered before they are sent. Default: in memory, which does not outlive a crash;
   * `@tenon/hubble/sqlite` has one that does. You close what you give.
   */
  readonly journal?: OrderJournal
}

/** Hubble's partner API for one account: its operations as methods, and orders that are safe to place. */
export interface Hubble extends Ordering, Methods<typeof hubbleProvider.operations>, AsyncDisposable {
  /**
   * Resolves once the client is logged in: for a readiness probe.
   *
   * @throws CredentialsRefusedError, PermissionError (the address is not allowed) or another TenonError
   */
  ready(signal?: AbortSignal): Promise<void>
  /** Ends what is under way with a `ClosedError`. Orders under way stay in the journal. */
  close(): Promise<void>
}

/**
 * Makes a client for one account of Hubble. Opens no connection.
 *
 * @example
 * ```ts
 * import { createHubble } from '@tenon/hubble'
 *
 * const hubble = createHubble({
 *   environment: 'staging',
 *   auth: { clientId: 'my-client', clientSecret: { file: '/run/secrets/hubble' } },
 * })
 * const { balance } = await hubble.wallet.balance()
 * ```
 *
 * @throws ConfigurationError when an option is missing, unknown or wrong
 */
export function createHubble(options: HubbleOptions): Hubble {
  const { journal = createMemoryOrderJournal(), ...clientOptions } = options
  const { clock = systemClock, random = systemRandom, logger } = clientOptions
  const client = createClient(hubbleProvider, clientOptions)
  const { environment, auth, partnerType } = client.config
  const ordering = createOrdering({
    methods: client.methods.orders,
    journal,
    account: `${environment}/${auth.clientId}`,
    partnerType,
    clock,
    random,
    logger,
  })
  async function close(): Promise<void> {
    ordering.close()
    await client.close()
  }

  const hubble: Hubble = {
    ...client.methods,
    ...ordering,
    ready: (signal) => client.ready(signal),
    close,
    [Symbol.asyncDispose]: close,
  }
  return Object.freeze(hubble)
}
