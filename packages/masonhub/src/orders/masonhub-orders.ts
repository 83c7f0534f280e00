import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import { checkBatch } from '../batch/check-batch.ts'
import { chunksOf } from '../batch/chunks-of.ts'
import type { Ports } from '../batch/ports.ts'
import { settleBatch } from '../batch/settle-batch.ts'
import { orderInput, type CheckedOrder, type OrderInput } from './order-input.ts'
import type { orderOperations } from './order-operations.ts'
import type { Order } from './order.ts'

type List = ListMethod<(typeof orderOperations)['list']>

/** What may be asked for in a list of orders. */
export type OrderQuery = InputOf<(typeof orderOperations)['list']>

export interface MasonHubOrders {
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
}

export function createOrders(
  { list, create }: Methods<typeof orderOperations>,
  ports: Ports,
): MasonHubOrders {
  async function find(
    identifiers: readonly string[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, Order>> {
    const wanted = new Set(identifiers)
    const found = new Map<string, Order>()
    for (const cid of chunksOf([...wanted])) {
      const { data } = await list({ cid }, options)
      for (const row of data) {
        if (wanted.has(row.customer_identifier)) found.set(row.customer_identifier, row)
      }
    }
    return found
  }

  return Object.freeze({
    list,
    items: list.items,
    pages: list.pages,
    find,
    async create(orders: readonly OrderInput[], options?: BatchOptions) {
      const rules = { noun: 'orders', schema: orderInput, key: 'customer_identifier' } as const
      const checked = checkBatch(rules, orders, options)
      return settleBatch<CheckedOrder, Order>(
        {
          items: checked.items,
          identify: (order) => order.customer_identifier,
          send: (body, callOptions) => create({ body }, callOptions),
          lookUp: (items, callOptions) =>
            list({ cid: items.map((order) => order.customer_identifier) }, callOptions),
          isRecordOf: (order, row) => row.customer_identifier === order.customer_identifier,
        },
        checked.options,
        ports,
      )
    },
  })
}
