import { InvalidInputError } from '@tenon/core'

import { isWholePaise, toPaise } from '../schemas/paise.ts'
import { splitLimits } from './split-limits.ts'
import type { Split } from './split.ts'
import { splitterFor, type SplitRules } from './splitter-for.ts'

export interface SplitAmount {
  /** Rupees, with two decimals at most. */
  readonly amount: number
  readonly product: SplitRules
}

/**
 * Splits an amount into vouchers of a product, to the paisa and within all of its limits. Never rounds.
 *
 * Of all ways it takes the one with the fewest vouchers, of those the one with the fewest denominations, and of those
 * the one with the largest vouchers. For a `FLEXIBLE` product: equal vouchers where that comes out even, else values
 * that lie next to each other.
 *
 * @example
 * ```ts
 * import { splitAmount, type Product } from '@tenon/hubble'
 *
 * export function linesFor(product: Product) {
 *   const split = splitAmount({ amount: 1300, product })
 *   if (!split.possible) throw new Error(`not 1300; ${split.below} or ${split.above} would do`)
 *   return split.denominationDetails
 * }
 * ```
 *
 * @throws InvalidInputError when the amount is not a sum of money, or so large beside the face values that it would
 *   take too long
 */
export function splitAmount({ amount, product }: SplitAmount): Split {
  if (!(amount > 0) || !isWholePaise(amount)) {
    const issues = ['amount: must be more than 0, with two decimals at most']
    throw new InvalidInputError({ message: `hubble split: ${issues[0]}`, issues })
  }
  const total = toPaise(amount)
  const { leastTotal, mostTotal } = splitLimits(product.amountRestrictions)
  const splitter = splitterFor(product)
  const parts = splitter.find(total)
  if (parts !== undefined) {
    const denominationDetails = parts.map(([paise, quantity]) => ({ denomination: paise / 100, quantity }))
    return { possible: true, denominationDetails }
  }
  const isBelow = total < leastTotal
  const reason = isBelow ? 'order-minimum' : total > mostTotal ? 'order-maximum' : 'no-combination'
  return {
    possible: false,
    reason,
    below: toRupees(splitter.largest(total - 1)),
    above: toRupees(splitter.smallest(total + 1)),
  }
}

function toRupees(paise: number | undefined): number | null {
  return paise === undefined ? null : paise / 100
}
