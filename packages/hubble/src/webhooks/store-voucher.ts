import { Secret } from '@tenon/core'
import { z } from 'zod'

import { numeric } from '../schemas/numeric.ts'
import { openEnum } from '../schemas/open-enum.ts'
import { orNull } from '../schemas/or-null.ts'
import { stringList } from '../schemas/string-list.ts'
import type { CardType } from '../schemas/voucher.ts'

/** A voucher that a user bought in the embedded store (Hubble SDK webhooks). */
export interface StoreVoucher {
  readonly id: string | null
  readonly brandId: string | null
  readonly brandName: string | null
  readonly cardType: CardType | null
  /** Money, as the PIN is: redacted where the message is kept as JSON. */
  readonly cardNumber: Secret | null
  readonly cardPin: Secret | null
  /** `YYYY-MM-DD`. */
  readonly validTill: string | null
  /** Rupees. */
  readonly amount: number | null
  readonly shareImageUrl: string | null
  /** Free words. */
  readonly brandRetailModes: readonly string[] | null
}

const text = orNull(z.string())
const secret = orNull(z.string().transform((value) => (value === '' ? null : new Secret(value))))

export const storeVoucher: z.ZodType<StoreVoucher, unknown> = z.object({
  id: text,
  brandId: text,
  brandName: text,
  cardType: orNull(openEnum<CardType>()),
  cardNumber: secret,
  cardPin: secret,
  validTill: text,
  amount: orNull(numeric),
  shareImageUrl: text,
  brandRetailModes: orNull(stringList),
})
