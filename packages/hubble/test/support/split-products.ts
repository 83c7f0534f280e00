import type { AmountRestrictions, SplitRules } from '../../src/index.ts'

export interface ProductLimits {
  readonly perOrder?: number | undefined
  readonly perDenomination?: number | undefined
  readonly kinds?: number | undefined
  /** Of the order. */
  readonly least?: number | undefined
  readonly most?: number | undefined
}

export function fixedProduct(denominations: readonly number[], limits: ProductLimits): SplitRules {
  return { denominationType: 'FIXED', amountRestrictions: { ...restrictions(limits), denominations } }
}

export function flexibleProduct({
  from = null,
  to = null,
  ...limits
}: ProductLimits & { readonly from?: number | null; readonly to?: number | null }): SplitRules {
  const amountRestrictions = { ...restrictions(limits), minVoucherAmount: from, maxVoucherAmount: to }
  return { denominationType: 'FLEXIBLE', amountRestrictions }
}

function restrictions({ perOrder, perDenomination, kinds, least, most }: ProductLimits): AmountRestrictions {
  return {
    minOrderAmount: least ?? null,
    maxOrderAmount: most ?? null,
    minVoucherAmount: null,
    maxVoucherAmount: null,
    maxVouchersPerOrder: perOrder ?? null,
    maxVouchersPerDenomination: perDenomination ?? null,
    maxDenominationsPerOrder: kinds ?? null,
    denominations: null,
  }
}
