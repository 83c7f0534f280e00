import {
  AbortedError,
  ClosedError,
  type CallRecord,
  type Clock,
  type Logger,
  type Random,
  type TenonError,
} from '@tenon/core'

import type { Order } from '../schemas/order.ts'
import { judgeFailure } from './judge-failure.ts'
import { notSent } from './not-sent.ts'
import type { Answer, OrderCalls } from './order-calls.ts'
import { orderDelays } from './order-delays.ts'
import type { OrderEntry, OrderJournal, OrderProgress } from './order-journal.ts'
import type { OrderResult } from './order-result.ts'
import type { OrderWait } from './order-wait.ts'
import { outcomeUnknown } from './outcome-unknown.ts'
import { readResult } from './read-result.ts'

/** How often one placement sends an order at most: always with the same reference and body. */
const MAX_SENDS = 3
/** Looks that find no order before it is sent again: the first one may have overtaken the order. */
const LOOKS_BEFORE_RESEND = 2
/**
 * Looks that find no order before a documented refusal of a first sending is believed. The journal may be new and the
 * order not: what was bought then is what is lacking now, or its product has gone since.
 */
const LOOKS_BEFORE_FIRST_REFUSAL = 1
/** The same, over half a minute, for a refusal that may mean "exists already". */
const LOOKS_BEFORE_REFUSAL = 6

export interface PlacementSetup {
  readonly entry: OrderEntry
  /** Was the entry made just now, so that nobody can have sent the order before? */
  readonly isNew: boolean
  readonly calls: OrderCalls
  readonly journal: OrderJournal
  readonly wait: OrderWait
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger | undefined
  /** On the clock's monotonic time. */
  readonly deadline: number
  readonly delaysMs: readonly number[]
  /** Every call so far, this run's own among them. */
  readonly made: readonly CallRecord[]
}

/**
 * One run towards the end of an order: send it, or find out whether it was sent; then follow it. It relies on two
 * rules (Hubble API docs, FAQs, V3): a reference has at most one order; and an order that is not found by its
 * reference was not made, so that it may be sent again with the same one.
 */
export class Placement {
  readonly #setup: PlacementSetup
  #sends = 0
  #last: Answer | undefined
  /** What the last sending was answered, where that was a refusal which the looks have to confirm. */
  #refusal: TenonError | undefined
  /** How many looks have to. */
  #looksToRefuse = LOOKS_BEFORE_REFUSAL

  constructor(setup: PlacementSetup) {
    this.#setup = setup
  }

  async run(): Promise<OrderResult> {
    try {
      const order = this.#setup.isNew ? await this.#send() : undefined
      return await this.#follow(order ?? (await this.#find()))
    } catch (error) {
      const isStopped = AbortedError.isInstance(error) || ClosedError.isInstance(error)
      throw isStopped ? this.#outcomeUnknown('the waiting was ended', error) : error
    }
  }

  /** Resolves to undefined when it is not clear whether there is an order now. */
  async #send(): Promise<Order | undefined> {
    const { calls, entry, isNew } = this.#setup
    this.#sends += 1
    const { order, failure, call } = (this.#last = await calls.send(entry.body as string))
    if (failure === undefined) return order
    const verdict = judgeFailure(failure, call)
    const isFirst = isNew && this.#sends === 1
    if (verdict === 'kept-out' && isFirst) throw await this.#rejected(failure)
    this.#refusal = verdict === 'unclear' ? undefined : failure
    const isPlain = verdict === 'refused' && isFirst
    this.#looksToRefuse = isPlain ? LOOKS_BEFORE_FIRST_REFUSAL : LOOKS_BEFORE_REFUSAL
    const { code, requestIds } = failure
    if (!isPlain)
      this.#warn({ error: code, requestIds }, 'it is not clear whether the order was placed: looking it up')
    return undefined
  }

  /** Looks until there is an order, and sends it again where there is none. */
  async #find(): Promise<Order> {
    const { calls, entry, random, delaysMs } = this.#setup
    const delays = orderDelays(random, delaysMs)
    let absences = 0
    for (let delayMs = 0; await this.#pause(delayMs); delayMs = delays.next().value) {
      const { order, failure } = (this.#last = await calls.find())
      if (order !== undefined) return order
      if (isAbsence(failure)) absences += 1
      // What the vendor has acknowledged once is never sent again, whatever a look says now.
      if (entry.state !== 'open') continue
      if (this.#refusal !== undefined) {
        if (absences >= this.#looksToRefuse) throw await this.#rejected(this.#refusal)
      } else if (absences >= LOOKS_BEFORE_RESEND && this.#sends < MAX_SENDS && (await this.#isStillOpen())) {
        return (await this.#send()) ?? this.#find()
      }
    }
    throw this.#outcomeUnknown('time was up', this.#last?.failure)
  }

  /**
   * Another process may have heard of the order meanwhile. What it was refused is not sent behind its back: whoever
   * was told so may have ordered with another reference.
   */
  async #isStillOpen(): Promise<boolean> {
    const { journal, entry } = this.#setup
    const known = await this.#orUnknown(journal.find(entry.referenceId))
    if (known === undefined || known.state === 'open') return true
    if (known.orderId !== null || this.#sends > 0) return false
    throw notSent(['referenceId: the vendor refused this order'], 'Place it again with placeOrder')
  }

  /** Reads the order until it has come to its end. A read that fails says nothing about it. */
  async #follow(found: Order): Promise<OrderResult> {
    const { calls, entry, wait, random, delaysMs, made } = this.#setup
    let order = found
    wait.orderId = order.id
    for (const delayMs of orderDelays(random, delaysMs)) {
      const result = readResult(order, entry, made)
      await this.#note({ state: result?.outcome ?? 'processing', orderId: order.id })
      if (result !== undefined) {
        const mismatch = result.outcome === 'succeeded' ? result.mismatch : undefined
        if (mismatch) this.#warn({ ...mismatch }, 'the vouchers are not what was ordered')
        return result
      }
      if (!(await this.#pause(delayMs))) break
      this.#last = await calls.read(order.id)
      order = this.#last.order ?? order
    }
    return { outcome: 'processing', order, calls: made }
  }

  /** False when the time of this run is up. Never shorter than the vendor asks for, unless there is news. */
  async #pause(delayMs: number): Promise<boolean> {
    const { clock, deadline, wait } = this.#setup
    const askedMs = (this.#last?.failure?.retryAt?.getTime() ?? 0) - clock.wall()
    const pauseMs = Math.min(Math.max(delayMs, askedMs), deadline - clock.monotonic())
    if (pauseMs > 0) await wait.pause(pauseMs)
    return clock.monotonic() < deadline
  }

  /** The vendor made no order. Whoever hears that may order again with another reference, so it is noted first. */
  async #rejected(refusal: TenonError): Promise<TenonError> {
    const { journal, entry } = this.#setup
    await this.#orUnknown(journal.record(entry.referenceId, { state: 'rejected' }))
    return refusal
  }

  /** Where the journal fails after the sending, it goes on calling the order open, and may have it sent again. */
  async #orUnknown<T>(journaled: Promise<T>): Promise<T> {
    try {
      return await journaled
    } catch (error) {
      throw this.#outcomeUnknown('the order journal failed', error)
    }
  }

  /** There is an order. A journal that fails now must not keep the vouchers from the caller; it catches up later. */
  async #note(progress: OrderProgress): Promise<void> {
    const { journal, entry, logger } = this.#setup
    try {
      await journal.record(entry.referenceId, progress)
    } catch (error) {
      const { referenceId } = entry
      logger?.error({ provider: 'hubble', referenceId, ...progress, error }, 'the order journal failed')
    }
  }

  #warn(fields: object, message: string): void {
    const { logger, entry } = this.#setup
    logger?.warn({ provider: 'hubble', referenceId: entry.referenceId, ...fields }, message)
  }

  #outcomeUnknown(what: string, cause: unknown): TenonError {
    const { entry, made } = this.#setup
    const retryAt = this.#last?.failure?.retryAt
    return outcomeUnknown({ referenceId: entry.referenceId, what, cause, made, retryAt })
  }
}

function isAbsence({ status, vendor }: TenonError): boolean {
  return status === 404 || vendor?.id === 'E001'
}
