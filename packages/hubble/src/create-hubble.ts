import {
  createClient,
  systemClock,
  systemRandom,
  type ClientOptions,
  type ClientStatus,
  type Methods,
} from '@tenon/core'

import { createDoctor } from './doctor/create-doctor.ts'
import type { DoctorCheck } from './doctor/doctor-check.ts'
import type { DoctorOptions } from './doctor/doctor-options.ts'
import { createMemoryOrderJournal } from './orders/memory-order-journal.ts'
import type { OrderJournal } from './orders/order-journal.ts'
import { readOrderingOptions, type OrderingOptions } from './orders/ordering-options.ts'
import { createOrdering, type Ordering } from './orders/ordering.ts'
import type { HubbleAccount } from './provider/hubble-config.ts'
import { hubbleProvider } from './provider/hubble-provider.ts'

export interface HubbleOptions extends HubbleAccount, ClientOptions {
  /**
   * Where orders are remembered before they are sent. Default: in memory, which does not outlive a crash;
   * `@tenon/hubble/sqlite` and `@tenon/hubble/postgres` have ones that do. You close what you give.
   */
  readonly journal?: OrderJournal
  /** How orders are placed: time, looks, checks before they are sent. */
  readonly ordering?: OrderingOptions
}

/** Hubble's partner API for one account: its operations as methods, and orders that are safe to place. */
export interface Hubble extends Ordering, Methods<typeof hubbleProvider.operations>, AsyncDisposable {
  /**
   * Resolves once the client is logged in: for a readiness probe.
   *
   * @throws CredentialsRefusedError, PermissionError (the address is not allowed) or another TenonError
   */
  ready(signal?: AbortSignal): Promise<void>
  /** How it stands now: its token, what runs, and whether Hubble asked for a pause. Asks Hubble nothing. */
  status(): ClientStatus
  /**
   * Looks for what is wrong with the setup: network, address, id, secret, environment, brands, wallet. Logs in anew to
   * do so, and reads; it orders nothing. What is wrong is a check whose `ok` is false, with what to do about it.
   *
   * @throws AbortedError when the signal ends it, ClosedError when the client is closed; never for a finding
   */
  doctor(options?: DoctorOptions): Promise<readonly DoctorCheck[]>
  /** Ends what is under way with a `ClosedError`; an order under way with an `OutcomeUnknownError`: it stays in the journal. */
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
  const { journal = createMemoryOrderJournal(), ordering: how, ...clientOptions } = options
  const settings = readOrderingOptions(how)
  const { clock = systemClock, random = systemRandom, logger } = clientOptions
  const client = createClient(hubbleProvider, clientOptions)
  const { environment, auth, partnerType } = client.config
  const ordering = createOrdering({
    methods: client.methods,
    journal,
    settings,
    account: `${environment}/${auth.clientId}`,
    partnerType,
    clock,
    random,
    logger,
  })
  const doctor = createDoctor({
    config: client.config,
    methods: client.methods,
    async login(place, signal) {
      // Neither a token that is at hand nor a refusal that is remembered answers the question.
      const { tokens: _shared, ...own } = clientOptions
      const visitor = createClient(hubbleProvider, { ...own, ...place })
      try {
        await visitor.ready(signal)
      } finally {
        await visitor.close()
      }
    },
  })
  async function close(): Promise<void> {
    ordering.close()
    await client.close()
  }

  const hubble: Hubble = {
    ...client.methods,
    ...ordering,
    ready: (signal) => client.ready(signal),
    status: () => client.status(),
    doctor,
    close,
    [Symbol.asyncDispose]: close,
  }
  return Object.freeze(hubble)
}
