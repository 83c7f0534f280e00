import type { OrderStatus } from './order-status.ts'
import { statusRank } from './status-rank.ts'

/** How an order may end without having gone the whole way: what lies behind these it may not have reached. */
const UNREACHED: readonly { readonly end: string; readonly from: string }[] = [
  { end: 'canceled', from: 'open' },
  { end: 'undeliverable', from: 'partiallydelivered' },
]

/**
 * Is an order in this status, or past it? In any spelling. A canceled order has reached nothing else, and one that
 * cannot be delivered no delivery. Undefined where one of the two is not known, which says nothing. Which of two pieces
 * of news is the later is for `statusRank` to say.
 *
 * @example
 * ```ts
 * import { hasReached } from '@tenon/masonhub'
 *
 * console.log(hasReached('inTransit', 'fulfilled')) // true
 * console.log(hasReached('packed', 'fulfilled')) // false
 * console.log(hasReached('canceled', 'delivered')) // false
 * ```
 */
export function hasReached(status: OrderStatus, goal: OrderStatus): boolean | undefined {
  const rank = statusRank(status)
  const goalRank = statusRank(goal)
  if (rank === undefined || goalRank === undefined) return undefined
  if (rank === goalRank) return true
  const ended = UNREACHED.find(({ end }) => statusRank(end) === rank)
  if (ended !== undefined && goalRank >= (statusRank(ended.from) ?? 0)) return false
  return rank > goalRank
}
