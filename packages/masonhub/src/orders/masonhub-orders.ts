import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { changeRecord, type Change, type ChangeParts } from '../batch/change-record.ts'
import { checkBatch } from '../batch/check-batch.ts'
import type { AcceptedItem } from '../batch/outcome.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import type { Waiting } from '../waiting/waiting.ts'
import { findByIdentifier } from '../wire/find-by-identifier.ts'
import { searchAll } from '../wire/search-all.ts'
import { orderInput, type CheckedOrder, type OrderInput } from './order-input.ts'
import type { orderOperations } from './order-operations.ts'
import { createOrderRequests } from './order-requests.ts'
import { createOrderWaits, type OrderWaits } from './order-waits.ts'
import type { Order } from './order.ts'
import { toOrderInput } from './to-order-input.ts'

type Operations = typeof orderOperations
type List = ListMethod<Operations['list']>

/** What may be asked for in a list of orders. */
export type OrderQuery = InputOf<Operations['list']>

export interface MasonHubOrders extends OrderWaits {
  /** One page of orders. */
  readonly list: List
  /** All orders that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * Creates orders, any number of them: in requests of 30, two at a time. What is not clear is looked up by its
   * `customer_identifier`, and only what is missing is sent again, so that each order is created once.
   *
   * MasonHub answers 200 also when it refused orders. The result has an outcome for each, in the order given:
   * `orThrow()` is for those who want all or an error.
   *
   * @throws InvalidInputError before anything is sent, if any order is not valid
   * @throws AuthenticationError, PermissionError, ConfigurationError if nothing was created and nothing can be
   */
  create(orders: readonly OrderInput[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Looks orders up by their `customer_identifier`, in requests of 30, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; what MasonHub does not have is not in it
   */
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Order>>
  /**
   * Asks MasonHub to replace orders, which it does later, or not: an accepted item's `id` is the request's, for
   * `waitForUpdate`. Give complete orders: what is left out is lost. An order that is being picked, packed or has
   * shipped is not changed any more (MasonHub OpenAPI, `/order_update_requests`). Not for canceling.
   *
   * A request whose answer was lost is looked for before it is sent again: by its order, its time and what it asks
   * for. Where several may be the one, it is `'unknown'`.
   *
   * @throws InvalidInputError before anything is sent, if any order is not valid
   */
  update(orders: readonly OrderInput[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Asks MasonHub to replace an order by what it is with some fields changed; undefined takes a field away. What
   * somebody else changes in the meantime is overwritten: the vendor's update knows no version. The accepted item is
   * the request, for `waitForUpdate`.
   *
   * @throws InvalidInputError if there is no such order, the changed one is not valid, or the order has a value that
   * could not be sent back: give that field anew
   * @throws PartialFailureError with the outcome, if it was not accepted
   */
  change(identifier: string, change: Change<OrderInput>, options?: BatchOptions): Promise<AcceptedItem>
  /** The requests to change orders. */
  readonly updateRequests: ListMethod<Operations['updateRequests']>
  /**
   * Asks MasonHub to cancel orders by their `customer_identifier`, which it does later, or not: an accepted item's
   * `id` is the request's, for `waitForCancel`. Certain only while an order is open or backordered; one that is
   * packed or has shipped is refused.
   *
   * @throws InvalidInputError before anything is sent, if any identifier is not valid
   */
  cancel(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
  /** The requests to cancel orders. */
  readonly cancelRequests: ListMethod<Operations['cancelRequests']>
}

export function createOrders(methods: Methods<Operations>, waiting: Waiting, ports: Ports): MasonHubOrders {
  const { list, create, updateRequests, cancelRequests } = methods

  const requests = createOrderRequests(methods, ports)
  const find = (identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Order>> =>
    findByIdentifier<Order>(list, identifiers, options)

  const changeParts: ChangeParts<OrderInput, Order> = {
    noun: 'orders',
    toUpdate: toOrderInput,
    find,
    update: (orders, options) => requests.update(orders, options),
    clock: ports.clock,
  }

  return Object.freeze({
    list,
    items: list.items,
    pages: list.pages,
    find,
    updateRequests,
    cancelRequests,
    ...requests,
    ...createOrderWaits(methods, waiting, ports),
    change: (identifier: string, change: Change<OrderInput>, options?: BatchOptions) =>
      changeRecord(changeParts, identifier, change, options),
    async create(orders: readonly OrderInput[], options?: BatchOptions) {
      const rules = { noun: 'orders', schema: orderInput, key: 'customer_identifier' } as const
      const checked = checkBatch(rules, orders, options)
      return settleBatch<CheckedOrder, Order>(
        {
          items: checked.items,
          identify: (order) => order.customer_identifier,
          send: (body, callOptions) => create({ body }, callOptions),
          whenUnclear: {
            lookUp(items, callOptions, track) {
              const cid = items.map((order) => order.customer_identifier)
              return searchAll((query) => track(list({ cid, ...query }, callOptions)))
            },
            isRecordOf: (order, row) => row.customer_identifier === order.customer_identifier,
            mayMeanDone: ['301', '409'],
          },
        },
        checked.options,
        ports,
      )
    },
  })
}
