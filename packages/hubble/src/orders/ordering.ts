import {
  AbortedError,
  ClosedError,
  TenonError,
  type CallRecord,
  type Clock,
  type Logger,
  type Methods,
  type Random,
} from '@tenon/core'

import type { CheckMode } from '../checks/check-mode.ts'
import { createOrderChecks } from '../checks/order-checks.ts'
import type { ProductRead } from '../checks/product-memory.ts'
import type { products } from '../operations/products.ts'
import type { OrderRequest } from '../schemas/order-request.ts'
import { alreadyReplaced } from './already-replaced.ts'
import { buildIntent } from './build-intent.ts'
import { createTurns } from './create-turns.ts'
import { journalRules } from './journal-rules.ts'
import { mayBeReplaced } from './may-be-replaced.ts'
import { notSent } from './not-sent.ts'
import { createOrderCalls, type OrderMethods } from './order-calls.ts'
import type { OrderEntry, OrderIntent, OrderJournal } from './order-journal.ts'
import type { OrderResult } from './order-result.ts'
import { OrderWait } from './order-wait.ts'
import type { OrderingSettings } from './ordering-options.ts'
import { outcomeUnknown } from './outcome-unknown.ts'
import { pendingOrder, type PendingOrder } from './pending-order.ts'
import { Placement } from './placement.ts'

export interface PlaceOrderOptions {
  /**
   * Ends the waiting. The order itself is not cancelled, which the vendor does not offer: it stays in the journal, to
   * be resumed.
   */
  readonly signal?: AbortSignal
  /** Milliseconds for the order in all, with every look and wait. Default 15 minutes, or as the client was made. */
  readonly timeoutMs?: number
  /** What happens when the order breaks a rule of its product. Default `'refuse'`, or as the client was made. */
  readonly checks?: CheckMode
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
   *   sent. Where the rule is its product's, `vendor.id` has the number that Hubble would have refused it with
   * @throws HttpError (or PermissionError, AuthenticationError, CredentialsRefusedError) when the vendor refused:
   *   there is no order
   * @throws OutcomeUnknownError when time was up, or the signal or `close()` ended the waiting, before it was known
   *   what became of the order: resume it by `error.reference`
   * @throws AbortedError or ClosedError when that happened before the order was begun, by anybody; nothing was sent
   * @throws what the journal throws while it is to remember the order; nothing was sent, but the journal may have it:
   *   keep to its reference
   */
  placeOrder(order: OrderRequest, options?: PlaceOrderOptions): PendingOrder
  /**
   * Goes on with an order of the journal, after a crash or an `OutcomeUnknownError`: looks it up first, and sends it
   * again, unchanged, only if the vendor does not have it.
   *
   * @throws as `placeOrder`, and InvalidInputError when the journal does not have the order, or has it as rejected
   */
  resumeOrder(referenceId: string, options?: Omit<PlaceOrderOptions, 'checks'>): PendingOrder
  /**
   * Places an order in place of one that came to nothing, whose reference is used up (Hubble API docs, FAQs, V3). The
   * one before is never sent again, and no third order takes its place.
   *
   * Make the new reference out of the old one (`acme-1001`, `acme-1001-b`), so that two processes which try again at
   * the same time place the same order.
   *
   * @param instead the reference of the one before
   * @throws as `placeOrder`, and InvalidInputError when both have the same reference, or the journal does not say that
   *   the one before failed or was refused (then its vouchers may still come), or that another order replaced it
   */
  retryAsNew(order: OrderRequest, instead: string, options?: PlaceOrderOptions): PendingOrder
  /** Tells of news of an order, from a webhook: whoever waits for that order reads it at once. */
  orderChanged(orderId: string): void
}

export interface OrderingSetup {
  readonly methods: { readonly orders: OrderMethods; readonly products: Methods<typeof products> }
  readonly journal: OrderJournal
  readonly settings: OrderingSettings
  /** Environment and client id. */
  readonly account: string
  readonly partnerType: 'b2b' | 'b2c'
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger | undefined
}

interface Run {
  readonly referenceId: string
  readonly options: PlaceOrderOptions
  readonly made: CallRecord[]
  readonly begin: (read: ProductRead) => Promise<{ readonly entry: OrderEntry; readonly isNew: boolean }>
}

export function createOrdering(setup: OrderingSetup): Ordering & { close(): void } {
  const { methods, journal, settings, account, partnerType, ...tools } = setup
  const { clock, logger } = tools
  const checks = createOrderChecks({ get: methods.products.get, own: settings.product, clock, logger })
  const waits = new Set<OrderWait>()
  const takeTurns = createTurns(clock)
  /** By the order before: which one is being placed instead. */
  const replacing = new Map<string, string>()
  let isClosed = false

  async function settle({ referenceId, options, made, begin }: Run): Promise<OrderResult> {
    const { signal, timeoutMs = settings.timeoutMs } = options
    if (!(timeoutMs > 0)) throw notSent(['timeoutMs: must be more than 0'])
    const deadline = clock.monotonic() + timeoutMs
    const seen = (call: CallRecord): void => void made.push(call)
    const calls = createOrderCalls({ methods: methods.orders, referenceId, clock, deadline, signal, seen })
    const wait = new OrderWait(clock, signal)
    if (isClosed) wait.end(new ClosedError({ message: 'the client is closed' }))
    waits.add(wait)
    try {
      wait.throwIfEnded()
      return await takeTurns({ referenceId, wait, deadline }, async () => {
        const begun = await begin({ signal, seen })
        const { delaysMs } = settings
        const placement = new Placement({
          ...begun,
          calls,
          journal,
          wait,
          deadline,
          delaysMs,
          made,
          ...tools,
        })
        return placement.run().catch((error: unknown) => explained(error, begun.entry, { signal, seen }))
      })
    } catch (error) {
      const isStopped = AbortedError.isInstance(error) || ClosedError.isInstance(error)
      const mayExist = isStopped && (await mayBeUnderWay(referenceId))
      const what = 'the waiting was ended'
      throw mayExist ? outcomeUnknown({ referenceId, what, cause: error, made }) : error
    } finally {
      waits.delete(wait)
    }
  }

  /** Not begun by whoever was stopped; but perhaps by somebody before, or beside. */
  async function mayBeUnderWay(referenceId: string): Promise<boolean> {
    try {
      const known = await journal.find(referenceId)
      return known !== undefined && known.account === account && known.state !== 'rejected'
    } catch {
      return true
    }
  }

  async function explained(error: unknown, { body }: OrderEntry, read: ProductRead): Promise<never> {
    if (body === null || !TenonError.isInstance(error)) throw error
    // Whatever keeps the explanation from being found, the refusal is what has to be told.
    throw await checks.explain(error, JSON.parse(body) as OrderRequest, read).catch(() => error)
  }

  function place(
    order: OrderRequest,
    intent: OrderIntent,
    { options, made, instead }: Pick<Run, 'options' | 'made'> & { readonly instead?: string },
  ) {
    const { referenceId } = intent
    const mode = options.checks ?? settings.checks
    async function begin(read: ProductRead): Promise<{ entry: OrderEntry; isNew: boolean }> {
      const before = await journal.find(referenceId)
      // One that may have been sent is found and followed, whatever its product says by now.
      if (before === undefined || before.state === 'rejected') await checks.before(order, mode, read)
      const known = await journal.begin(intent)
      // Before anything is sent: from now on it is this order that makes the gift.
      if (instead !== undefined) await journal.record(instead, { state: 'replaced' })
      if (known === 'new') return { entry: journalRules.opened(intent), isNew: true }
      if (known.account !== account) throw anotherAccount()
      if (isGivenUp(known)) throw givenUp()
      if (known.bodyHash === intent.bodyHash) return { entry: known, isNew: false }
      const advice = 'Another order needs another reference; this one must be given as it was'
      throw notSent(['referenceId: was used for an order with other details'], advice)
    }
    return settle({ referenceId, options, made, begin })
  }

  return {
    placeOrder: (order, options = {}) =>
      pendingOrder(async (made) => {
        const intent = buildIntent(order, { account, partnerType })
        return place(order, intent, { options, made })
      }),
    resumeOrder: (referenceId, options = {}) =>
      pendingOrder((made) => {
        async function begin(): Promise<{ entry: OrderEntry; isNew: boolean }> {
          const known = await journal.find(referenceId)
          if (known === undefined) throw notSent(['referenceId: the journal has no such order'])
          if (known.account !== account) throw anotherAccount()
          if (isGivenUp(known)) throw givenUp()
          if (known.state !== 'rejected') return { entry: known, isNew: false }
          throw notSent(['referenceId: the vendor refused this order'], 'Place it again with placeOrder')
        }
        return settle({ referenceId, options, made, begin })
      }),
    retryAsNew: (order, instead, options = {}) =>
      pendingOrder(async (made) => {
        const intent = buildIntent(order, { account, partnerType })
        const { referenceId } = intent
        if ((replacing.get(instead) ?? referenceId) !== referenceId) throw alreadyReplaced()
        replacing.set(instead, referenceId)
        try {
          const isBegun = (await journal.find(referenceId)) !== undefined
          mayBeReplaced(await journal.find(instead), { instead, referenceId, account, isBegun })
          return await place(order, intent, { options, made, instead })
        } finally {
          replacing.delete(instead)
        }
      }),
    orderChanged(orderId) {
      for (const wait of waits) if (wait.orderId === orderId) wait.wake()
    },
    close() {
      isClosed = true
      for (const wait of waits) wait.end(new ClosedError({ message: 'the client was closed' }))
    },
  }
}

/** Refused once, and then given up for another order: sent now, it would be a second gift. */
function isGivenUp({ state, orderId }: OrderEntry): boolean {
  return state === 'replaced' && orderId === null
}

function givenUp(): Error {
  return notSent(['referenceId: another order has taken the place of this one'], 'Resume that one')
}

function anotherAccount(): Error {
  const advice = 'Environment and client id must be those that the order was placed with'
  return notSent(['referenceId: belongs to an order of another account'], advice)
}
