import { z } from 'zod'

import { calendarDay } from './calendar-day.ts'
import { filled } from './filled.ts'
import type { OpenEnum } from './open-enum.ts'
import { isWholePaise } from './paise.ts'

/**
 * A coupon of the embedded store (Hubble SDK API references, V3). The vendor's page is cut in the middle of the
 * table: which of the fields below `excludeVoucherProductIds` are required is not known, and of the enums only the
 * values that are named here were seen.
 */
export interface CouponRequest {
  /** Unique. The vendor turns it into capitals. */
  readonly code: string
  readonly conditions: CouponConditions
  /** A flat kind is likely; its word is not known. */
  readonly discountType?: OpenEnum<'PERC'> | undefined
  readonly discountValue?: number | undefined
  /** Rupees. */
  readonly maxDiscountAmount?: number | undefined
  readonly display?: CouponDisplay | undefined
}

export interface CouponConditions {
  /** `YYYY-MM-DD`. */
  readonly startDate: string
  /** `YYYY-MM-DD`. */
  readonly expiryDate: string
  /** Rupees. */
  readonly minimumRedemptionAmount?: number | undefined
  readonly applicableVoucherProductIds?: readonly string[] | undefined
  readonly excludeVoucherProductIds?: readonly string[] | undefined
  readonly totalUsageLimit?: number | undefined
  readonly perUserLimit?: number | undefined
  readonly applyOnlyForFirstTimeCoupon?: boolean | undefined
  readonly applyOnlyForFirstRedemption?: boolean | undefined
}

export interface CouponDisplay {
  readonly visibility?: OpenEnum<'LISTED'> | undefined
  readonly displayTitle?: string | undefined
  readonly displaySubtitle?: string | undefined
  readonly displayImageUrl?: string | undefined
}

const money = z.number().min(0).refine(isWholePaise, 'must have at most two decimals')
const limit = z.int().min(1)
const ids = z.array(filled)

export const couponRequest: z.ZodType<CouponRequest, CouponRequest> = z.strictObject({
  code: filled,
  conditions: z
    .strictObject({
      startDate: calendarDay,
      expiryDate: calendarDay,
      minimumRedemptionAmount: money.optional(),
      applicableVoucherProductIds: ids.optional(),
      excludeVoucherProductIds: ids.optional(),
      totalUsageLimit: limit.optional(),
      perUserLimit: limit.optional(),
      applyOnlyForFirstTimeCoupon: z.boolean().optional(),
      applyOnlyForFirstRedemption: z.boolean().optional(),
    })
    // Days in this form sort as text.
    .refine(({ startDate, expiryDate }) => startDate <= expiryDate, {
      path: ['expiryDate'],
      message: 'must not be before startDate',
    }),
  discountType: filled.optional(),
  discountValue: money.optional(),
  maxDiscountAmount: money.optional(),
  display: z
    .strictObject({
      visibility: filled.optional(),
      displayTitle: z.string().optional(),
      displaySubtitle: z.string().optional(),
      displayImageUrl: z.string().optional(),
    })
    .optional(),
})
