import type { HubbleErrorId } from '../errors/hubble-error-advice.ts'
import type { OrderRequest } from '../schemas/order-request.ts'
import { toPaise } from '../schemas/paise.ts'
import type { Product } from '../schemas/product.ts'

/** A rule of its product that an order breaks. */
export interface OrderProblem {
  /** What Hubble would call it. Undefined where its docs have no number for it. */
  readonly id: HubbleErrorId | undefined
  /** The field of the order. */
  readonly field: string
  /** The rule. */
  readonly message: string
}

/** What of a product decides whether an order fits. */
export type ProductRules = Pick<Product, 'status' | 'denominationType' | 'amountRestrictions'>

type CheckedOrder = Pick<OrderRequest, 'amount' | 'denominationDetails'>

/**
 * Everything that an order breaks of what its product says (Hubble API docs, brands, V3; which number each rule has is
 * a conclusion from the texts of the errors). A limit that is null or not known is none.
 */
export function checkOrder(order: CheckedOrder, product: ProductRules): OrderProblem[] {
  const { amount, denominationDetails: lines } = order
  const problems: OrderProblem[] = []
  function unless(holds: boolean, id: HubbleErrorId | undefined, field: string, message: string): void {
    if (!holds) problems.push({ id, field, message })
  }
  unless(product.status === 'ACTIVE', 'E102', 'productId', `is ${product.status}, and not to be ordered`)
  checkLines(order, unless)
  const limits = product.amountRestrictions
  if (limits === null) return problems

  const values = lines.map((line) => toPaise(line.denomination))
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  const [least, most] = [limits.minVoucherAmount, limits.maxVoucherAmount]
  if (product.denominationType === 'FIXED') {
    const offered = new Set((limits.denominations ?? []).map(toPaise))
    const isOffered = offered.size === 0 || values.every((value) => offered.has(value))
    unless(
      isOffered,
      'E150',
      'denominationDetails',
      `has only vouchers of ${limits.denominations?.join(', ')}`,
    )
    // Which limit E152 is about, the docs do not say; of those that a FIXED product has it can only be this one.
    const isSmall = values.every((value) => isAtMost(value, most))
    unless(isSmall, 'E152', 'denominationDetails', `has no voucher above ${most}`)
  } else {
    const isInside = values.every((value) => isAtLeast(value, least) && isAtMost(value, most))
    unless(isInside, 'E155', 'denominationDetails', `has vouchers ${between(least, most)}`)
  }
  const {
    maxDenominationsPerOrder: kinds,
    maxVouchersPerDenomination: each,
    maxVouchersPerOrder: all,
  } = limits
  const { size } = new Set(values)
  const [from, to] = [limits.minOrderAmount, limits.maxOrderAmount]
  unless(
    size <= (kinds ?? size),
    'E153',
    'denominationDetails',
    `takes ${kinds} different denominations at most`,
  )
  const isFew = quantitiesOf(lines).every((quantity) => quantity <= (each ?? quantity))
  unless(isFew, 'E154', 'denominationDetails', `takes ${each} vouchers of a denomination at most`)
  unless(count <= (all ?? count), 'E156', 'denominationDetails', `takes ${all} vouchers in an order at most`)
  const paise = toPaise(amount)
  unless(
    isAtLeast(paise, from) && isAtMost(paise, to),
    undefined,
    'amount',
    `takes orders ${between(from, to)}`,
  )
  return problems
}

/** What holds for every product. `placeOrder` has seen to it before; somebody who calls this alone has not. */
function checkLines(
  { amount, denominationDetails: lines }: CheckedOrder,
  unless: (holds: boolean, id: HubbleErrorId, field: string, message: string) => void,
): void {
  const isWhole = lines.every(
    ({ denomination, quantity }) =>
      denomination > 0 &&
      toPaise(denomination) / 100 === denomination &&
      Number.isSafeInteger(quantity) &&
      quantity > 0,
  )
  unless(isWhole, 'E157', 'denominationDetails', 'takes whole numbers of vouchers, each of whole paise')
  const total = lines.reduce((sum, line) => sum + toPaise(line.denomination) * line.quantity, 0)
  unless(
    total === toPaise(amount),
    'E151',
    'amount',
    'takes an amount that is the sum of denomination × quantity',
  )
}

/** A denomination may stand in several lines. */
function quantitiesOf(lines: CheckedOrder['denominationDetails']): number[] {
  const quantities = new Map<number, number>()
  for (const { denomination, quantity } of lines) {
    quantities.set(denomination, (quantities.get(denomination) ?? 0) + quantity)
  }
  return [...quantities.values()]
}

function isAtLeast(paise: number, rupees: number | null): boolean {
  return rupees === null || paise >= toPaise(rupees)
}

function isAtMost(paise: number, rupees: number | null): boolean {
  return rupees === null || paise <= toPaise(rupees)
}

function between(least: number | null, most: number | null): string {
  if (most === null) return `of ${least} or more`
  return least === null ? `of ${most} or less` : `from ${least} to ${most}`
}
