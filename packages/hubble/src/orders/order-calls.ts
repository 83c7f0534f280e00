import {
  AbortedError,
  ClosedError,
  MalformedResponseError,
  TenonError,
  type CallOptions,
  type CallRecord,
  type Clock,
  type Methods,
  type Pending,
} from '@tenon/core'

import type { orders } from '../operations/orders.ts'
import { CREATE_TIMEOUT_MS, READ_TIMEOUT_MS } from '../operations/timeouts.ts'
import type { OrderRequest } from '../schemas/order-request.ts'
import type { Order } from '../schemas/order.ts'

export type OrderMethods = Methods<typeof orders>

/** What the vendor said of an order, or why it said nothing. */
export type Answer = { readonly call: CallRecord } & (
  | { readonly order: Order; readonly failure?: undefined }
  | { readonly order?: undefined; readonly failure: TenonError }
)

export interface OrderCallsSetup {
  readonly methods: OrderMethods
  readonly referenceId: string
  readonly clock: Clock
  /** On the clock's monotonic time. No call outlives it. */
  readonly deadline: number
  readonly signal: AbortSignal | undefined
  /** Takes note of every call, as it begins. */
  readonly seen: (call: CallRecord) => void
}

/** The calls about one order. They reject only when they are stopped from this side. */
export interface OrderCalls {
  send(body: string): Promise<Answer>
  find(): Promise<Answer>
  read(orderId: string): Promise<Answer>
}

export function createOrderCalls(setup: OrderCallsSetup): OrderCalls {
  const { methods, referenceId, clock, deadline, signal, seen } = setup

  function within(timeoutMs: number): CallOptions {
    const remainingMs = Math.max(1, deadline - clock.monotonic())
    return { timeoutMs: Math.min(timeoutMs, remainingMs), ...(signal && { signal }) }
  }

  async function answerTo(pending: Pending<Order>): Promise<Answer> {
    const { call } = pending
    seen(call)
    try {
      const order = await pending
      if (order.referenceId === referenceId) return { order, call }
      const message = 'the answer is about an order with another reference'
      return { failure: new MalformedResponseError({ message, call }), call }
    } catch (error) {
      const isStopped = AbortedError.isInstance(error) || ClosedError.isInstance(error)
      if (isStopped || !TenonError.isInstance(error)) throw error
      return { failure: error, call }
    }
  }

  return {
    send: (body) =>
      answerTo(methods.create({ body: JSON.parse(body) as OrderRequest }, within(CREATE_TIMEOUT_MS))),
    find: () => answerTo(methods.getByReference({ referenceId }, within(READ_TIMEOUT_MS))),
    read: (orderId) => answerTo(methods.get({ orderId }, within(READ_TIMEOUT_MS))),
  }
}
