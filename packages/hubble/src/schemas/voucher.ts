import { Secret } from '@tenon/core'
import { z } from 'zod'

import { numeric } from './numeric.ts'
import { openEnum, type OpenEnum } from './open-enum.ts'
import { orNull } from './or-null.ts'

/**
 * Which of number and PIN is the credential. The names changed between the editions of the vendor's docs, and a
 * documented sample has a PIN beside `CARD_NUMBER_SECURED`: show whatever is there.
 */
export type CardType = OpenEnum<
  'CARD_NUMBER_SECURED' | 'PIN_NO_SECURED' | 'CARD_AND_PIN_NO_SECURED' | 'PIN_SECURED' | 'CARD_NO_AND_PIN'
>

/** One gift card (Hubble API docs, orders, V3). Its number and PIN are money: they show only by `reveal()`. */
export interface Voucher {
  readonly id: string
  readonly cardType: CardType | null
  readonly cardNumber: Secret | null
  readonly cardPin: Secret | null
  /** The day it expires, `YYYY-MM-DD`; a string, because it belongs to no time zone. */
  readonly validTill: string | null
  /** Its face value in rupees. */
  readonly amount: number | null
}

/**
 * Documented as never null, but integrators see null. A number is taken as long as none of its digits can have been
 * lost; what is anything else must not pass for a card without a code.
 */
const secret: z.ZodType<Secret | null, unknown> = z
  .union([z.string(), z.int().transform(String)])
  .nullish()
  .transform((value) => (value ? new Secret(value) : null))

export const voucher: z.ZodType<Voucher, unknown> = z.looseObject({
  id: z.string(),
  // Nothing that is only said about a card may keep anybody from having it.
  cardType: orNull(openEnum<CardType>()),
  cardNumber: secret,
  cardPin: secret,
  validTill: orNull(z.string()),
  amount: orNull(numeric),
})
