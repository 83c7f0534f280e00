import type { FixedSplit, Parts } from './fixed-split.ts'
import { flexibleParts, type VoucherBounds } from './flexible-parts.ts'
import type { SplitLimits } from './split-limits.ts'

/** Numbers of vouchers that are tried beyond the first that the bounds allow. */
const MOST_TRIES = 1_000

export interface FlexibleSplit extends Pick<FixedSplit, 'find'> {
  /** The largest total from `least` to `most` that has vouchers. */
  largest(within: VoucherBounds): number | undefined
  /** The smallest one. */
  smallest(within: VoucherBounds): number | undefined
}

/** Totals of vouchers of any value within the bounds. All amounts are paise. */
export function createFlexibleSplit(bounds: VoucherBounds, limits: SplitLimits): FlexibleSplit {
  const { least, most } = bounds
  const mostVouchers = Math.min(limits.perOrder, limits.kinds * limits.perDenomination)

  function countsFor(total: number): { readonly from: number; readonly to: number } {
    const from = Math.max(1, Math.ceil(total / most))
    return { from, to: Math.min(mostVouchers, Math.floor(total / least), from + MOST_TRIES) }
  }

  function find(total: number): Parts | undefined {
    const { from, to } = countsFor(total)
    for (let count = from; count <= to; count += 1) {
      const parts = flexibleParts(total, count, bounds, limits)
      if (parts !== undefined) return parts
    }
    return undefined
  }

  return {
    find,
    largest({ least: end, most: start }) {
      for (let total = start; total >= end;) {
        const { from, to } = countsFor(total)
        if (from <= to && find(total) !== undefined) return total
        // Between the most of one number of vouchers and the least of the next there is nothing.
        const fewer = Math.min(Math.ceil(total / most) - 1, mostVouchers)
        total = from <= to ? total - 1 : Math.min(total - 1, fewer * most)
      }
      return undefined
    },
    smallest({ least: start, most: end }) {
      for (let total = start; total <= end;) {
        const { from, to } = countsFor(total)
        if (from <= to && find(total) !== undefined) return total
        if (from > mostVouchers) return undefined
        total = from <= to ? total + 1 : Math.max(total + 1, from * least)
      }
      return undefined
    },
  }
}
