import { createHash } from 'node:crypto'

import { orderRequest, type OrderRequest } from '../schemas/order-request.ts'
import { notSent } from './not-sent.ts'
import type { OrderIntent } from './order-journal.ts'

/**
 * Checks an order as far as that needs no catalogue, and writes its body, once and for all.
 *
 * @throws InvalidInputError with every problem
 */
export function buildIntent(
  order: OrderRequest,
  { account, partnerType }: { readonly account: string; readonly partnerType: 'b2b' | 'b2c' },
): OrderIntent {
  const result = orderRequest.safeParse(order)
  if (!result.success) {
    throw notSent(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  }
  const checked = result.data
  if (partnerType === 'b2c' && !checked.customerDetails) {
    throw notSent(['customerDetails: needed for b2c accounts'])
  }
  const body = JSON.stringify(checked)
  return {
    referenceId: checked.referenceId,
    account,
    body,
    bodyHash: createHash('sha256').update(body).digest('hex'),
    amount: checked.amount,
    quantity: checked.denominationDetails.reduce((sum, line) => sum + line.quantity, 0),
  }
}
