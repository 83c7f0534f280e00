import { z } from 'zod'

import { numeric } from './numeric.ts'
import { openEnum, type OpenEnum } from './open-enum.ts'
import { orNull } from './or-null.ts'

/** What the embedded store gives off on a brand, in percent (Hubble SDK API references, V3). */
export interface BrandDiscount {
  readonly brandId: string | null
  /** The brand's word, as cohorts use it. */
  readonly brandKey: string | null
  readonly defaultDiscount: number | null
  /** What stands in place of the default; null where nothing does. Spelled so on the wire. */
  readonly overridenDiscount: number | null
  readonly rewardType: OpenEnum<'DISCOUNT' | 'CASHBACK'> | null
}

export const brandDiscount: z.ZodType<BrandDiscount, unknown> = z.looseObject({
  brandId: orNull(z.string()),
  brandKey: orNull(z.string()),
  defaultDiscount: orNull(numeric),
  overridenDiscount: orNull(numeric),
  rewardType: orNull(openEnum<'DISCOUNT' | 'CASHBACK'>()),
})
