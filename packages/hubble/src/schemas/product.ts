import { z } from 'zod'

import { amountRestrictions, type AmountRestrictions } from './amount-restrictions.ts'
import { numeric } from './numeric.ts'
import { openEnum, type OpenEnum } from './open-enum.ts'
import { orNull } from './or-null.ts'
import { stringList } from './string-list.ts'
import type { CardType } from './voucher.ts'

/**
 * A brand whose gift cards can be ordered; one brand is one product (Hubble API docs, brands, V1 to V3). What the
 * vendor leaves out reads as null. Fields that are not named here are passed on as they come.
 */
export interface Product {
  /** What an order calls `productId`. */
  readonly id: string
  /** Only an `ACTIVE` one can be ordered; the catalogue lists the others too, so that a copy can be corrected. */
  readonly status: OpenEnum<'ACTIVE' | 'INACTIVE'>
  readonly title: string
  /** Labels like `FOOD`. V1 calls the field `categories`; a single string is read as a list of one. */
  readonly category: readonly string[]
  /** Free words to search by. */
  readonly tags: readonly string[]
  /** `FIXED`: only the listed face values. `FLEXIBLE`: any within the limits. */
  readonly denominationType: OpenEnum<'FIXED' | 'FLEXIBLE'>
  readonly cardType: CardType | null
  readonly redemptionType: OpenEnum<'ONLINE' | 'OFFLINE' | 'ONLINE_AND_OFFLINE'> | null
  readonly amountRestrictions: AmountRestrictions | null
  readonly brandDescription: string | null
  readonly thumbnailUrl: string | null
  readonly logoUrl: string | null
  readonly tncUrl: string | null
  readonly termsAndConditions: readonly string[] | null
  readonly howToUseInstructions: readonly HowToUse[] | null
  /** Not in the vendor's docs; several integrators receive it. */
  readonly voucherExpiryInMonths: number | null
  /** Not in the vendor's docs; several integrators receive it. */
  readonly discountPercentage: number | null
  /** Can the balance of its vouchers be asked for? Not in the vendor's docs, which have no call for it either. */
  readonly canBalanceBeFetched: boolean | null
  /** Not in the vendor's docs; what an element is, is not known. */
  readonly variantDetails: readonly unknown[] | null
  /** Not in the vendor's docs; one integrator receives it. */
  readonly parentBrand: { readonly id: string | null; readonly name: string | null } | null
}

export interface HowToUse {
  readonly retailMode: string | null
  readonly retailModeName: string | null
  readonly instructions: readonly string[] | null
}

const text = orNull(z.string())

const howToUse: z.ZodType<HowToUse, unknown> = z.looseObject({
  retailMode: text,
  retailModeName: text,
  instructions: orNull(stringList),
})

export const product: z.ZodType<Product, unknown> = z
  .looseObject({
    id: z.string(),
    status: openEnum<'ACTIVE' | 'INACTIVE'>(),
    title: z.string(),
    category: orNull(stringList),
    categories: orNull(stringList),
    tags: orNull(stringList),
    denominationType: openEnum<'FIXED' | 'FLEXIBLE'>(),
    cardType: orNull(openEnum<CardType>()),
    redemptionType: orNull(openEnum<'ONLINE' | 'OFFLINE' | 'ONLINE_AND_OFFLINE'>()),
    amountRestrictions: orNull(amountRestrictions),
    brandDescription: text,
    thumbnailUrl: text,
    logoUrl: text,
    tncUrl: text,
    termsAndConditions: orNull(stringList),
    howToUseInstructions: orNull(z.array(howToUse)),
    voucherExpiryInMonths: orNull(numeric),
    discountPercentage: orNull(numeric),
    canBalanceBeFetched: orNull(z.boolean()),
    variantDetails: orNull(z.array(z.unknown())),
    parentBrand: orNull(z.looseObject({ id: text, name: text })),
  })
  .transform(({ categories, ...rest }) => ({
    ...rest,
    category: rest.category ?? categories ?? [],
    tags: rest.tags ?? [],
  }))
