import type { Methods } from '@tenon/core'

import type { Ports } from '../batch/ports.ts'
import type { Answered } from '../waiting/answered.ts'
import type { WaitOptions } from '../waiting/wait-options.ts'
import type { Waiting } from '../waiting/waiting.ts'
import type { RequestResolution } from '../webhooks/request-resolution.ts'
import { fold } from '../wire/fold.ts'
import { orNone } from '../wire/or-none.ts'
import { hasReached } from './has-reached.ts'
import type { orderOperations } from './order-operations.ts'
import type { OrderStatus } from './order-status.ts'
import type { Order } from './order.ts'
import { waitForResolution, type OrderRequest } from './wait-for-resolution.ts'

/** What an order is waited for: a status that it shall reach, or a condition of your own. */
export type OrderGoal = OrderStatus | ((order: Order) => boolean)

export interface OrderWaits {
  /**
   * Waits until an order has reached a status, or will not any more because it was canceled or could not be
   * delivered: look at `value.status`. Of a callback in the contract's small form only a few fields are there.
   *
   * @param goal default `'fulfilled'`: it has shipped
   * @throws TimeoutError after `timeoutMs`; AbortedError
   */
  waitForOrder(identifier: string, goal?: OrderGoal, options?: WaitOptions): Promise<Answered<Order>>
  /**
   * Waits until a change that `update` asked for is made (`success`) or refused (`failure`, with its `reason` where
   * MasonHub gives one). Give the request its id: without one an earlier request for the same order, made less than a
   * minute before, may be taken for it.
   *
   * @throws TimeoutError after `timeoutMs`; AbortedError
   */
  waitForUpdate(request: OrderRequest, options?: WaitOptions): Promise<Answered<RequestResolution>>
  /** The same, for `cancel`. */
  waitForCancel(request: OrderRequest, options?: WaitOptions): Promise<Answered<RequestResolution>>
}

const NOTHING_COMES_AFTER = new Set<string>(['canceled', 'undeliverable'])

export function createOrderWaits(
  { list, updateRequests, cancelRequests }: Methods<typeof orderOperations>,
  waiting: Waiting,
  { clock }: Pick<Ports, 'clock'>,
): OrderWaits {
  const ports = { waiting, clock }
  return {
    waitForOrder(identifier, goal = 'fulfilled', options) {
      const isThere = (order: Order): boolean =>
        order.customer_identifier === identifier && hasMet(order, goal)
      using ear = waiting.listen<Order>((message) =>
        message.type === 'orderEvent' ? message.data.find(isThere) : undefined,
      )
      return ear.race(
        {
          what: `the order "${identifier}"`,
          poll: async (callOptions) =>
            (await orNone(list({ cid: [identifier] }, callOptions))).data.find(isThere),
        },
        options,
      )
    },
    waitForUpdate: (request, options) =>
      waitForResolution(
        ports,
        {
          request,
          what: `the change of the order "${request.identifier}"`,
          type: 'orderUpdateResolution',
          ask: updateRequests,
        },
        options,
      ),
    waitForCancel: (request, options) =>
      waitForResolution(
        ports,
        {
          request,
          what: `the cancellation of the order "${request.identifier}"`,
          type: 'orderCancelResolution',
          ask: cancelRequests,
        },
        options,
      ),
  }
}

function hasMet(order: Order, goal: OrderGoal): boolean {
  if (typeof goal === 'function') return goal(order)
  const { status } = order
  if (!status) return false
  if (fold(status) === fold(goal) || NOTHING_COMES_AFTER.has(status)) return true
  return hasReached(status, goal) === true
}
