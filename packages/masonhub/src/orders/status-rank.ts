import { fold } from '../wire/fold.ts'
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts'

const RANKS: ReadonlyMap<string, number> = new Map(ORDER_STATUSES.map((status, rank) => [fold(status), rank]))

/**
 * How far a status is on the way of an order, from 0, in any spelling; `canceled` is the last. Of two pieces of news the
 * one of the higher rank is the later, in whatever order they came. Undefined for one that is not known: it says nothing
 * of it.
 */
export function statusRank(status: OrderStatus): number | undefined {
  return RANKS.get(fold(status))
}
