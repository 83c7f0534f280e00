import { z } from 'zod'

import { numeric } from './numeric.ts'
import { orNull } from './or-null.ts'

/** The limits of a product, in rupees and counts. Null means that there is none. */
export interface AmountRestrictions {
  readonly minOrderAmount: number | null
  readonly maxOrderAmount: number | null
  /** Bounds of one voucher's face value. */
  readonly minVoucherAmount: number | null
  readonly maxVoucherAmount: number | null
  /** Vouchers in an order, over all denominations. */
  readonly maxVouchersPerOrder: number | null
  /** Vouchers of one denomination. */
  readonly maxVouchersPerDenomination: number | null
  /** Distinct denominations in an order. */
  readonly maxDenominationsPerOrder: number | null
  /** The face values of a `FIXED` product; null for a `FLEXIBLE` one. */
  readonly denominations: readonly number[] | null
}

/**
 * `minAmount` and `maxAmount` are the deprecated names of the order's bounds (Hubble API docs, brands, V1).
 */
export const amountRestrictions: z.ZodType<AmountRestrictions, unknown> = z
  .looseObject({
    minOrderAmount: orNull(numeric),
    maxOrderAmount: orNull(numeric),
    minVoucherAmount: orNull(numeric),
    maxVoucherAmount: orNull(numeric),
    maxVouchersPerOrder: orNull(numeric),
    maxVouchersPerDenomination: orNull(numeric),
    maxDenominationsPerOrder: orNull(numeric),
    denominations: orNull(z.array(numeric)),
    minAmount: orNull(numeric),
    maxAmount: orNull(numeric),
  })
  .transform(({ minAmount, maxAmount, ...limits }) => ({
    ...limits,
    minOrderAmount: limits.minOrderAmount ?? minAmount,
    maxOrderAmount: limits.maxOrderAmount ?? maxAmount,
  }))
