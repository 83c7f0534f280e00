import { hasReached } from './has-reached.ts'
import type { OrderStatus } from './order-status.ts'

/**
 * Is it packed, labelled and on its way, or there? `fulfilled` is the first status that carries shipments (MasonHub
 * OpenAPI, `/orderEvent`). False for a canceled order, and for a status that is not known.
 */
export function hasShipped({
  status,
  substatus,
}: {
  readonly status?: OrderStatus | null | undefined
  readonly substatus?: OrderStatus | null | undefined
}): boolean {
  // What is canceled has reached nothing, in whatever spelling.
  if (!status || (substatus && hasReached(substatus, 'canceled') === true)) return false
  return hasReached(status, 'fulfilled') === true
}
