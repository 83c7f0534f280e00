import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import { chunksOf } from '../batch/chunks-of.ts'
import type { Shipment } from '../orders/shipment.ts'
import type { shipmentOperations } from './shipment-operations.ts'

type List = ListMethod<(typeof shipmentOperations)['list']>

/** What may be asked for in a list of shipments. */
export type ShipmentQuery = InputOf<(typeof shipmentOperations)['list']>

/** What left the warehouse. An order may have several shipments; the same ones stand in the order itself. */
export interface MasonHubShipments {
  /** One page of shipments; without a filter the most recent ones. */
  readonly list: List
  /** All shipments that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * The shipments of orders, by the orders' `customer_identifier`: in requests for 30 orders, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; an order without a shipment is not in it
   */
  findByOrder(
    orderIdentifiers: readonly string[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, readonly Shipment[]>>
}

export function createShipments({ list }: Methods<typeof shipmentOperations>): MasonHubShipments {
  return Object.freeze({
    list,
    items: list.items,
    pages: list.pages,
    async findByOrder(orderIdentifiers: readonly string[], options?: CallOptions) {
      const wanted = new Set(orderIdentifiers)
      const found = new Map<string, Shipment[]>()
      for (const coid of chunksOf([...wanted])) {
        // An order may have any number of shipments, so that thirty orders may have several pages of them.
        for await (const row of list.items({ coid }, options)) {
          const order = row.customer_order_id ?? ''
          if (!wanted.has(order)) continue
          const shipments = found.get(order)
          if (shipments === undefined) found.set(order, [row])
          else shipments.push(row)
        }
      }
      return found
    },
  })
}
