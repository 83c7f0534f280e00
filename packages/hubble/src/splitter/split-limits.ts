import type { AmountRestrictions } from '../schemas/amount-restrictions.ts'
import { toPaise } from '../schemas/paise.ts'

/** What bounds a split. Amounts are paise; infinity stands for no limit. */
export interface SplitLimits {
  readonly perOrder: number
  readonly perDenomination: number
  readonly kinds: number
  readonly leastTotal: number
  readonly mostTotal: number
}

export function splitLimits(restrictions: AmountRestrictions | null): SplitLimits {
  const { maxVouchersPerOrder, maxVouchersPerDenomination, maxDenominationsPerOrder } = restrictions ?? {}
  return {
    perOrder: maxVouchersPerOrder ?? Number.POSITIVE_INFINITY,
    perDenomination: maxVouchersPerDenomination ?? Number.POSITIVE_INFINITY,
    kinds: maxDenominationsPerOrder ?? Number.POSITIVE_INFINITY,
    leastTotal: Math.max(1, toPaise(restrictions?.minOrderAmount ?? 0)),
    mostTotal: toPaise(restrictions?.maxOrderAmount ?? Number.POSITIVE_INFINITY),
  }
}
