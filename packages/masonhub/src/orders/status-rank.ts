import { ORDER_STATUSES, type OrderStatus } from './order-status.ts'

const RANKS: ReadonlyMap<string, number> = new Map(ORDER_STATUSES.map((status, rank) => [status, rank]))

/** How far a status is on the way of an order, from 0. Undefined for one that is not known: it says nothing of it. */
export function statusRank(status: OrderStatus): number | undefined {
  return RANKS.get(status)
}
