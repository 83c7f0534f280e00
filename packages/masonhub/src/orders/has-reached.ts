import type { OrderStatus } from './order-status.ts'
import { statusRank } from './status-rank.ts'

/**
 * Is an order in this status, or past it? News that come late must not move an order back: keep the one that has
 * reached the other. Undefined where one of the two is not known, which says nothing.
 *
 * @example
 * ```ts
 * import { hasReached } from '@tenon/masonhub'
 *
 * console.log(hasReached('inTransit', 'fulfilled')) // true
 * console.log(hasReached('packed', 'fulfilled')) // false
 * ```
 */
export function hasReached(status: OrderStatus, goal: OrderStatus): boolean | undefined {
  const rank = statusRank(status)
  const goalRank = statusRank(goal)
  return rank === undefined || goalRank === undefined ? undefined : rank >= goalRank
}
