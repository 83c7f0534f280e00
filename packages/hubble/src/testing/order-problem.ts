import type { OrderRequest } from '../schemas/order-request.ts'
import { toPaise } from '../schemas/paise.ts'
import type { FakeProduct } from './fake-catalogue.ts'

/** The vendor's rules in a fixed order: the number of the first one that an order breaks. */
export function orderProblem(product: FakeProduct, order: OrderRequest): string | undefined {
  const { amount, denominationDetails: lines } = order
  const values = lines.map(({ denomination }) => denomination)
  const total = lines.reduce((sum, { denomination, quantity }) => sum + toPaise(denomination) * quantity, 0)
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const limits = product.amountRestrictions
  if (product.status !== 'ACTIVE') return 'E102'
  if (product.refusal !== undefined) return product.refusal
  if (total !== toPaise(amount)) return 'E151'
  if (limits === null) return undefined
  const { denominations } = limits
  if (product.denominationType === 'FIXED') {
    if (denominations !== null && values.some((value) => !denominations.includes(value))) return 'E150'
    if (Math.max(...values) > most(limits.maxVoucherAmount)) return 'E152'
  } else {
    const isOutside = (value: number): boolean =>
      value < (limits.minVoucherAmount ?? 0) || value > most(limits.maxVoucherAmount)
    if (values.some(isOutside)) return 'E155'
  }
  if (new Set(values).size > most(limits.maxDenominationsPerOrder)) return 'E153'
  if (lines.some(({ quantity }) => quantity > most(limits.maxVouchersPerDenomination))) return 'E154'
  if (count > most(limits.maxVouchersPerOrder)) return 'E156'
  // The docs have no number for the bounds of the order's total.
  const isBeyond = amount < (limits.minOrderAmount ?? 0) || amount > most(limits.maxOrderAmount)
  return isBeyond ? 'E157' : undefined
}

function most(limit: number | null): number {
  return limit ?? Number.POSITIVE_INFINITY
}
