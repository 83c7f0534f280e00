import type { CallRecord } from '@tenon/core'

import type { Order } from '../schemas/order.ts'
import { toPaise } from '../schemas/paise.ts'
import type {
  FailedStatus,
  OrderFailed,
  OrderSucceeded,
  VoucherMismatch,
  VoucherTotal,
} from './order-result.ts'

const FAILED: ReadonlySet<string> = new Set<FailedStatus>(['FAILED', 'CANCELLED', 'REVERSED'])

/** The end that an order has come to, or undefined if it has not: a status that is not known yet may still change. */
export function readResult(
  order: Order,
  ordered: VoucherTotal,
  calls: readonly CallRecord[],
): OrderSucceeded | OrderFailed | undefined {
  const { status, vouchers, failureReason: reason } = order
  if (isFailed(status)) return { outcome: 'failed', order, status, reason, calls }
  // SUCCESS without vouchers happens for a moment before they are there, as one integrator found.
  if (status !== 'SUCCESS' || vouchers.length === 0) return undefined
  const mismatch = mismatchBetween(ordered, order)
  return { outcome: 'succeeded', order, vouchers, calls, ...(mismatch && { mismatch }) }
}

function isFailed(status: string): status is FailedStatus {
  return FAILED.has(status)
}

function mismatchBetween(ordered: VoucherTotal, { vouchers }: Order): VoucherMismatch | undefined {
  const paise = vouchers.reduce((sum, { amount }) => sum + toPaise(amount ?? 0), 0)
  if (vouchers.length === ordered.quantity && paise === toPaise(ordered.amount)) return undefined
  const { quantity, amount } = ordered
  return { ordered: { quantity, amount }, received: { quantity: vouchers.length, amount: paise / 100 } }
}
