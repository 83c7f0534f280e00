import { z } from 'zod'

import { calendarDay } from './calendar-day.ts'
import { filled } from './filled.ts'
import { numeric } from './numeric.ts'
import { openEnum, type OpenEnum } from './open-enum.ts'
import { orNull } from './or-null.ts'
import { isWholePaise } from './paise.ts'

/** A user's coins that Hubble keeps (Hubble SDK API references, V3). */
export interface CoinBalance {
  readonly userId: string | null
  readonly available: number | null
  /** Set aside for purchases that are under way. */
  readonly held: number | null
  readonly consumed: number | null
  readonly expired: number | null
  /** `available` and `held` together. */
  readonly total: number | null
}

export interface CoinCredit {
  /** Your own id of the user. */
  readonly userId: string
  /** Your own id of this credit: given again, nothing is credited again. The part of a `referenceId` elsewhere. */
  readonly idempotencyKey: string
  /** More than 0, with at most two decimals. */
  readonly amount: number
  readonly remarks?: string | undefined
  /** `YYYY-MM-DD`. Default: the vendor's. */
  readonly expiresOn?: string | undefined
}

/** What a credit became. The vendor's page is cut after these. */
export interface CoinTransaction {
  readonly transactionId: string | null
  readonly userId: string | null
  /** Begins with `CRED` for a credit; the whole word is cut. */
  readonly type: OpenEnum<'CREDIT'> | null
}

export const coinBalance: z.ZodType<CoinBalance, unknown> = z.looseObject({
  userId: orNull(z.string()),
  available: orNull(numeric),
  held: orNull(numeric),
  consumed: orNull(numeric),
  expired: orNull(numeric),
  total: orNull(numeric),
})

export const coinCredit: z.ZodType<CoinCredit, CoinCredit> = z.strictObject({
  userId: filled,
  idempotencyKey: filled,
  amount: z
    .number()
    .refine((value) => value > 0, 'must be more than 0')
    .refine(isWholePaise, 'must have at most two decimals'),
  remarks: z.string().optional(),
  expiresOn: calendarDay.optional(),
})

export const coinTransaction: z.ZodType<CoinTransaction, unknown> = z.looseObject({
  transactionId: orNull(z.string()),
  userId: orNull(z.string()),
  type: orNull(openEnum<'CREDIT'>()),
})
