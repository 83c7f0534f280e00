import { InvalidInputError } from '@tenon/core'

import type { OrderRequest } from '../schemas/order-request.ts'
import { toPaise } from '../schemas/paise.ts'
import { createFixedSplit, type Parts } from './fixed-split.ts'
import { splitAmount } from './split-amount.ts'
import { splitLimits } from './split-limits.ts'
import type { ImpossibleSplit } from './split.ts'
import { splitterFor, type Splitter, type SplitRules } from './splitter-for.ts'

export interface PlanOrders {
  /** What is to be ordered in all; the amount may be more than one order can have. */
  readonly order: Omit<OrderRequest, 'denominationDetails' | 'discountAmount'>
  readonly product: SplitRules
}

export type OrderPlan =
  | { readonly possible: true; readonly orders: readonly OrderRequest[] }
  | ImpossibleSplit

const LONGEST_REFERENCE = 40
/** Largest orders that are not searched over: only how the last ones are best divided is a question. */
const SEARCHED = 20
/** Numbers of orders that are tried for a FLEXIBLE product, beyond the first. */
const MOST_TRIES = 20
const RUPEE = 100

/**
 * Splits an amount into as few orders as the product's limits allow, each with its vouchers as `splitAmount` has them.
 *
 * The first order keeps the reference, the others have it with `-2`, `-3`, … at its end: they are orders of their own,
 * each may fail alone. Keep the plan until all of them are placed, and place them in their order: made anew from a
 * product that has changed, it puts other amounts under the same references. `placeOrder` then refuses the first of
 * them that was placed as another one; stop there, or what comes after it is bought on top.
 *
 * @throws InvalidInputError as `splitAmount`, and when a reference becomes longer than 40 characters
 */
export function planOrders({ order, product }: PlanOrders): OrderPlan {
  const split = splitAmount({ amount: order.amount, product })
  if (split.possible)
    return { possible: true, orders: [{ ...order, denominationDetails: split.denominationDetails }] }
  const amounts = split.reason === 'order-minimum' ? undefined : divide(toPaise(order.amount), product)
  if (amounts === undefined) return split
  const orders = amounts.map((paise, index) => {
    const part = splitAmount({ amount: paise / 100, product })
    const denominationDetails = part.possible ? part.denominationDetails : []
    return {
      ...order,
      amount: paise / 100,
      denominationDetails,
      referenceId: index === 0 ? order.referenceId : `${order.referenceId}-${index + 1}`,
    }
  })
  const longest = orders.at(-1)?.referenceId ?? ''
  if (longest.length > LONGEST_REFERENCE) {
    const issues = [
      `referenceId: ${longest.length} characters with the number of the order; ${LONGEST_REFERENCE} are allowed`,
    ]
    throw new InvalidInputError({ message: `hubble plan: ${issues[0]}`, issues })
  }
  return { possible: true, orders }
}

/** The amounts of the orders, in paise, the larger ones first. */
function divide(total: number, product: SplitRules): readonly number[] | undefined {
  const limits = splitLimits(product.amountRestrictions)
  const splitter = splitterFor(product)
  const largest = splitter.largest(Math.min(limits.mostTotal, total))
  if (largest === undefined) return undefined
  const whole = Math.max(0, Math.floor(total / largest) - SEARCHED)
  const rest = total - whole * largest
  const last =
    splitter.totalsUpTo === undefined
      ? divideFreely(rest, largest, splitter)
      : divideInto(splitter.totalsUpTo(largest), rest)
  return last && [...Array.from({ length: whole }, () => largest), ...last]
}

/** Orders are to a total what vouchers are to an order: the same search finds the fewest. */
function divideInto(totals: readonly number[], rest: number): readonly number[] | undefined {
  const found: Parts | undefined = createFixedSplit(totals, splitLimits(null)).find(rest)
  return found?.flatMap(([amount, times]) => Array.from({ length: times }, () => amount))
}

/** As many full orders as there can be and the rest in the last; where the rest is no order, all of them alike. */
function divideFreely(total: number, largest: number, splitter: Splitter): readonly number[] | undefined {
  const fewest = Math.ceil(total / largest)
  for (let count = fewest; count < fewest + MOST_TRIES; count += 1) {
    const filled = [...Array.from({ length: count - 1 }, () => largest), total - (count - 1) * largest]
    for (const amounts of [filled, alike(total, count, RUPEE), alike(total, count, 1)]) {
      if (amounts.every((amount) => amount > 0 && splitter.isPossible(amount))) return amounts
    }
  }
  return undefined
}

function alike(total: number, count: number, unit: number): readonly number[] {
  const each = Math.floor(total / count / unit) * unit
  const over = total - each * count
  const larger = Math.floor(over / unit)
  return Array.from(
    { length: count },
    (_, index) => each + (index < larger ? unit : 0) + (index === 0 ? over % unit : 0),
  )
}
