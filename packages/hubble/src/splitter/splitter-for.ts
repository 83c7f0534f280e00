import { toPaise } from '../schemas/paise.ts'
import type { Product } from '../schemas/product.ts'
import { createFixedSplit, type FixedSplit, type Parts } from './fixed-split.ts'
import { createFlexibleSplit } from './flexible-split.ts'
import { splitLimits } from './split-limits.ts'

/** What of a product decides how an amount is split. */
export type SplitRules = Pick<Product, 'denominationType' | 'amountRestrictions'>

/** The totals that an order of a product may have. All amounts are paise. */
export interface Splitter {
  /** The vouchers of a total within the bounds of an order. */
  find(total: number): Parts | undefined
  isPossible(total: number): boolean
  /** The largest possible total up to this one. */
  largest(most: number): number | undefined
  /** The smallest possible total from this one on. */
  smallest(least: number): number | undefined
  /** All possible totals up to this one, rising; where their number is small. */
  readonly totalsUpTo?: FixedSplit['totalsUpTo']
}

/** A FLEXIBLE product whose bounds leave so few values is searched like a FIXED one. */
const FEW_VALUES = 64

export function splitterFor({ denominationType, amountRestrictions }: SplitRules): Splitter {
  const limits = splitLimits(amountRestrictions)
  const { leastTotal, mostTotal } = limits
  const listed = (amountRestrictions?.denominations ?? []).map(toPaise)
  if (denominationType === 'FIXED') return fixed(listed)
  const least = Math.max(1, toPaise(amountRestrictions?.minVoucherAmount ?? 0))
  const most = toPaise(amountRestrictions?.maxVoucherAmount ?? Number.POSITIVE_INFINITY)
  if (most - least < FEW_VALUES) {
    return fixed(Array.from({ length: Math.max(0, most - least + 1) }, (_, above) => least + above))
  }
  const flexible = createFlexibleSplit({ least, most }, limits)
  return withinBounds({
    find: (total) => flexible.find(total),
    largest: (end) => flexible.largest({ least: leastTotal, most: Math.min(end, mostTotal) }),
    smallest: (start) => flexible.smallest({ least: Math.max(start, leastTotal), most: mostTotal }),
  })

  function fixed(denominations: readonly number[]): Splitter {
    const split = createFixedSplit(denominations, limits)
    const totals = (end: number): readonly number[] =>
      split.totalsUpTo(Math.min(end, mostTotal)).filter((total) => total >= leastTotal)
    return withinBounds({
      find: (total) => split.find(total),
      totalsUpTo: totals,
      largest(end) {
        const reached = Math.min(end, mostTotal, split.most)
        const near = split.near(reached, -1, leastTotal)
        return near === 'unclear' ? totals(reached).at(-1) : near
      },
      smallest(start) {
        const near = split.near(Math.max(start, leastTotal), 1, Math.min(mostTotal, split.most))
        if (near !== 'unclear') return near
        // A total that has vouchers has them without its last voucher, too: the next one is no farther than that.
        const reach = Math.max(start, leastTotal) + Math.max(0, ...denominations)
        return totals(reach).find((total) => total >= start)
      },
    })
  }

  function withinBounds(splitter: Omit<Splitter, 'isPossible'>): Splitter {
    const find = (total: number): Parts | undefined =>
      total < leastTotal || total > mostTotal ? undefined : splitter.find(total)
    return { ...splitter, find, isPossible: (total) => find(total) !== undefined }
  }
}
