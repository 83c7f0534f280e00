import type { CallOptions, Methods } from '@tenon/core'

import type { AcceptedItem } from '../batch/outcome.ts'
import type { Answered } from '../waiting/answered.ts'
import type { WaitOptions } from '../waiting/wait-options.ts'
import type { Waiting } from '../waiting/waiting.ts'
import type { MasonHubMessage } from '../webhooks/masonhub-message.ts'
import type { RequestResolution } from '../webhooks/request-resolution.ts'
import { hasReached } from './has-reached.ts'
import type { orderOperations } from './order-operations.ts'
import type { OrderStatus } from './order-status.ts'
import type { Order } from './order.ts'

/** A request that was accepted: an accepted item of `update` or `cancel` is one. Without an id its order counts. */
export type OrderRequest = Pick<AcceptedItem, 'identifier'> & Partial<Pick<AcceptedItem, 'id'>>

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
   * MasonHub gives one).
   *
   * @throws TimeoutError after `timeoutMs`; AbortedError
   */
  waitForUpdate(request: OrderRequest, options?: WaitOptions): Promise<Answered<RequestResolution>>
  /** The same, for `cancel`. */
  waitForCancel(request: OrderRequest, options?: WaitOptions): Promise<Answered<RequestResolution>>
}

/** Words with which a request goes on. */
const UNRESOLVED = new Set<string>(['pending', 'processing'])
const NOTHING_COMES_AFTER = new Set<string>(['canceled', 'undeliverable'])

export function createOrderWaits(
  { list, updateRequests, cancelRequests }: Methods<typeof orderOperations>,
  waiting: Waiting,
): OrderWaits {
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
          poll: async (callOptions) => (await list({ cid: [identifier] }, callOptions)).data.find(isThere),
        },
        options,
      )
    },
    waitForUpdate: (request, options) =>
      waitForResolution(
        waiting,
        {
          request,
          what: `the change of the order "${request.identifier}"`,
          type: 'orderUpdateResolution',
          ask: async (query, callOptions) => (await updateRequests(query, callOptions)).data,
        },
        options,
      ),
    waitForCancel: (request, options) =>
      waitForResolution(
        waiting,
        {
          request,
          what: `the cancellation of the order "${request.identifier}"`,
          type: 'orderCancelResolution',
          ask: async (query, callOptions) => (await cancelRequests(query, callOptions)).data,
        },
        options,
      ),
  }
}

interface ResolutionWait {
  readonly request: OrderRequest
  readonly what: string
  readonly type: 'orderUpdateResolution' | 'orderCancelResolution'
  readonly ask: (
    query: { readonly id: string[] } | { readonly cid: string[] },
    options: CallOptions,
  ) => Promise<readonly RequestRow[]>
}

/** A resolution as a list has it. */
type RequestRow = Partial<Omit<RequestResolution, 'customer_order_id' | 'reason'>> & {
  readonly customer_order_id?: string | null | undefined
}

function waitForResolution(
  waiting: Waiting,
  { request: { id, identifier }, what, type, ask }: ResolutionWait,
  options: WaitOptions | undefined,
): Promise<Answered<RequestResolution>> {
  function isIt(row: RequestRow): boolean {
    return id === undefined || !row.id ? row.customer_order_id === identifier : row.id === id
  }

  function inMessage(message: MasonHubMessage): RequestResolution | undefined {
    return message.type === type ? message.data.find((one) => isIt(one) && isResolved(one)) : undefined
  }

  using ear = waiting.listen(inMessage)
  return ear.race(
    {
      what,
      async poll(callOptions) {
        const rows = await ask(id === undefined ? { cid: [identifier] } : { id: [id] }, callOptions)
        const row = newestOf(rows.filter(isIt))
        return row !== undefined && isResolved(row)
          ? { ...row, id: row.id, customer_order_id: row.customer_order_id ?? identifier }
          : undefined
      },
    },
    options,
  )
}

function isResolved({ status }: Pick<RequestRow, 'status'>): boolean {
  return Boolean(status) && !UNRESOLVED.has(status ?? '')
}

function newestOf(rows: readonly RequestRow[]): RequestRow | undefined {
  return rows.toSorted((one, other) => (other.created_at ?? '').localeCompare(one.created_at ?? ''))[0]
}

function hasMet(order: Order, goal: OrderGoal): boolean {
  if (typeof goal === 'function') return goal(order)
  const { status } = order
  if (!status) return false
  return status === goal || NOTHING_COMES_AFTER.has(status) || hasReached(status, goal) === true
}
