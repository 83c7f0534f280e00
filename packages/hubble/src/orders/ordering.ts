import { ClosedError, type Clock, type Logger, type Random } from '@tenon/core'

import type { OrderRequest } from '../schemas/order-request.ts'
import { buildIntent } from './build-intent.ts'
import { createTurns } from './create-turns.ts'
import { journalRules } from './journal-rules.ts'
import { notSent } from './not-sent.ts'
import { createOrderCalls, type OrderMethods } from './order-calls.ts'
import type { OrderEntry, OrderJournal } from './order-journal.ts'
import type { OrderResult } from './order-result.ts'
import { OrderWait } from './order-wait.ts'
import { Placement } from './placement.ts'

const DEFAULT_TIMEOUT_MS = 15 * 60_000

export interface PlaceOrderOptions {
  /**
   * Ends the waiting with an `AbortedError`. The order itself is not cancelled, which the vendor does not offer: it
   * stays in the journal, to be resumed.
   */
  readonly signal?: AbortSignal
  /** Milliseconds for the order in all, with every look and wait. Default 15 minutes. */
  readonly timeoutMs?: number
}

/** Orders that cannot be placed twice, nor lost. */
export interface Ordering {
  /**
   * Places an order and waits for its vouchers.
   *
   * It is safe to call this again with the same order, after whatever happened: it then finds the order, follows it
   * and returns its vouchers. A rejected order is placed anew.
   *
   * @throws InvalidInputError when the order breaks a rule, or its reference was used for another order; nothing was
   *   sent
   * @throws HttpError (or PermissionError, AuthenticationError, CredentialsRefusedError) when the vendor refused:
   *   there is no order
   * @throws OutcomeUnknownError when it could not be found out in time whether there is an order: resume it
   * @throws what the journal throws while it is to remember the order; nothing was sent
   */
  placeOrder(order: OrderRequest, options?: PlaceOrderOptions): Promise<OrderResult>
  /**
   * Goes on with an order of the journal, after a crash or an `OutcomeUnknownError`: looks it up first, and sends it
   * again, unchanged, only if the vendor does not have it.
   *
   * @throws as `placeOrder`, and InvalidInputError when the journal does not have the order, or has it as rejected
   */
  resumeOrder(referenceId: string, options?: PlaceOrderOptions): Promise<OrderResult>
  /** Tells of news of an order, from a webhook: whoever waits for that order reads it at once. */
  orderChanged(orderId: string): void
}

export interface OrderingSetup {
  readonly methods: OrderMethods
  readonly journal: OrderJournal
  /** Environment and client id. */
  readonly account: string
  readonly partnerType: 'b2b' | 'b2c'
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger | undefined
}

export function createOrdering(setup: OrderingSetup): Ordering & { close(): void } {
  const { methods, journal, account, partnerType, ...tools } = setup
  const { clock } = tools
  const waits = new Set<OrderWait>()
  const takeTurns = createTurns(clock)
  let isClosed = false

  async function settle(
    referenceId: string,
    { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: PlaceOrderOptions,
    begin: () => Promise<{ readonly entry: OrderEntry; readonly isNew: boolean }>,
  ): Promise<OrderResult> {
    if (!(timeoutMs > 0)) throw notSent(['timeoutMs: must be more than 0'])
    const deadline = clock.monotonic() + timeoutMs
    const calls = createOrderCalls({ methods, referenceId, clock, deadline, signal })
    const wait = new OrderWait(clock, signal)
    if (isClosed) wait.end(new ClosedError({ message: 'the client is closed' }))
    wait.throwIfEnded()
    waits.add(wait)
    try {
      return await takeTurns({ referenceId, wait, deadline }, async () =>
        new Placement({ ...(await begin()), calls, journal, wait, deadline, ...tools }).run(),
      )
    } finally {
      waits.delete(wait)
    }
  }

  return {
    async placeOrder(order, options = {}) {
      const intent = buildIntent(order, { account, partnerType })
      return settle(intent.referenceId, options, async () => {
        const known = await journal.begin(intent)
        if (known === 'new') return { entry: journalRules.opened(intent), isNew: true }
        if (known.account !== account) throw anotherAccount()
        if (known.bodyHash === intent.bodyHash) return { entry: known, isNew: false }
        const advice = 'Another order needs another reference; this one must be given as it was'
        throw notSent(['referenceId: was used for an order with other details'], advice)
      })
    },
    async resumeOrder(referenceId, options = {}) {
      return settle(referenceId, options, async () => {
        const known = await journal.find(referenceId)
        if (known === undefined) throw notSent(['referenceId: the journal has no such order'])
        if (known.account !== account) throw anotherAccount()
        if (known.state !== 'rejected') return { entry: known, isNew: false }
        throw notSent(['referenceId: the vendor refused this order'], 'Place it again with placeOrder')
      })
    },
    orderChanged(orderId) {
      for (const wait of waits) if (wait.orderId === orderId) wait.wake()
    },
    close() {
      isClosed = true
      for (const wait of waits) wait.end(new ClosedError({ message: 'the client was closed' }))
    },
  }
}

function anotherAccount(): Error {
  const advice = 'Environment and client id must be those that the order was placed with'
  return notSent(['referenceId: belongs to an order of another account'], advice)
}
