import { z } from 'zod'

import { filled } from './filled.ts'
import { numeric } from './numeric.ts'
import { orNull } from './or-null.ts'

/** A group of the embedded store's users, with discounts of its own (Hubble SDK API reference, V2). */
export interface CohortRequest {
  /** Unique: there must be no cohort of this name yet. */
  readonly cohortName: string
  readonly brandDiscounts: readonly CohortDiscount[]
}

export interface CohortDiscount {
  /** The brand's key, a word such as `tea-house`; not the id that orders use. It must be available to the account. */
  readonly brandKey: string
  /** Percent; must be one of the tiers that the account has for this brand. */
  readonly discountPercentage: number
}

/** A cohort as the vendor echoes it. */
export interface Cohort {
  readonly cohortName: string | null
  readonly brandDiscounts:
    | readonly { readonly brandKey: string | null; readonly discountPercentage: number | null }[]
    | null
}

export const cohortRequest: z.ZodType<CohortRequest, CohortRequest> = z.strictObject({
  cohortName: filled,
  brandDiscounts: z
    .array(z.strictObject({ brandKey: filled, discountPercentage: z.number().min(0).max(100) }))
    .min(1),
})

export const cohort: z.ZodType<Cohort, unknown> = z.looseObject({
  cohortName: orNull(z.string()),
  brandDiscounts: orNull(
    z.array(z.looseObject({ brandKey: orNull(z.string()), discountPercentage: orNull(numeric) })),
  ),
})
