import type { OrderValues } from './order-columns.ts'
import type { SkippedItem } from './order-file-item.ts'

/** Why there is nothing to do for an order, or undefined if there is. */
export function skipReason(values: OrderValues): SkippedItem['reason'] | undefined {
  if (values['Cancelled at'] !== '') {
    return { code: 'cancelled', message: `the order was cancelled at ${values['Cancelled at']}` }
  }
  if (values['Fulfillment Status'].toLowerCase() === 'fulfilled') {
    return { code: 'fulfilled', message: 'the order has been shipped already' }
  }
  const payment = values['Financial Status'].toLowerCase()
  if (payment === 'refunded' || payment === 'voided') {
    return { code: payment, message: `the payment is ${payment}` }
  }
  return undefined
}
