import type { CallRecord } from '@tenon/core'

import type { OrderResult } from './order-result.ts'

/**
 * A promise of what becomes of an order, with the records of the calls made for it beside it: `pending.calls` tells
 * what happened so far, on success as on failure.
 */
export interface PendingOrder extends Promise<OrderResult> {
  /** Grows while the order is under way. */
  readonly calls: readonly CallRecord[]
}

/** @param work adds to the list as it makes calls */
export function pendingOrder(work: (calls: CallRecord[]) => Promise<OrderResult>): PendingOrder {
  const calls: CallRecord[] = []
  return Object.assign(work(calls), { calls })
}
