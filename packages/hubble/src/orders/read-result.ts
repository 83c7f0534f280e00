import type { Order } from '../schemas/order.ts'
import { toPaise } from '../schemas/paise.ts'
import type { OrderFailed, OrderSucceeded, VoucherMismatch, VoucherTotal } from './order-result.ts'

const FAILED = new Set<string>(['FAILED', 'CANCELLED', 'REVERSED'])

/** The end that an order has come to, or undefined if it has not: a status that is not known yet may still change. */
export function readResult(order: Order, ordered: VoucherTotal): OrderSucceeded | OrderFailed | undefined {
  if (FAILED.has(order.status)) return { outcome: 'failed', order }
  const { vouchers } = order
  // SUCCESS without vouchers happens for a moment before they are there, as one integrator found.
  if (order.status !== 'SUCCESS' || vouchers.length === 0) return undefined
  const mismatch = mismatchBetween(ordered, order)
  return { outcome: 'succeeded', order, vouchers, ...(mismatch && { mismatch }) }
}

function mismatchBetween(ordered: VoucherTotal, { vouchers }: Order): VoucherMismatch | undefined {
  const paise = vouchers.reduce((sum, { amount }) => sum + toPaise(amount), 0)
  if (vouchers.length === ordered.quantity && paise === toPaise(ordered.amount)) return undefined
  const { quantity, amount } = ordered
  return { ordered: { quantity, amount }, received: { quantity: vouchers.length, amount: paise / 100 } }
}
