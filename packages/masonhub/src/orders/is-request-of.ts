import { CLOCK_SKEW_MS } from '../wire/clock-skew.ts'

/** A request to change or cancel an order, as far as it tells whose it is. */
interface OrderRequest {
  readonly customer_order_id?: string | null | undefined
  readonly status?: string | null | undefined
  readonly created_at?: string | null | undefined
}

/**
 * May a request that the vendor has be the one that was just sent for an order? It has no name that we gave it, so that
 * it is told by its order and its time; one without a time counts while it is pending.
 */
export function isRequestOf(orderIdentifier: string, request: OrderRequest, sentAfter: number): boolean {
  if (request.customer_order_id !== orderIdentifier) return false
  const createdAt = Date.parse(request.created_at ?? '')
  return Number.isNaN(createdAt) ? request.status === 'pending' : createdAt >= sentAfter - CLOCK_SKEW_MS
}
