import { Secret } from '@tenon/core'
import { z } from 'zod'

import { numeric } from './numeric.ts'
import { openEnum, type OpenEnum } from './open-enum.ts'

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
  readonly cardType: CardType
  readonly cardNumber: Secret | null
  readonly cardPin: Secret | null
  /** The day it expires, `YYYY-MM-DD`; a string, because it belongs to no time zone. */
  readonly validTill: string | null
  /** Its face value in rupees. */
  readonly amount: number
}

/** Documented as never null, but integrators see null. */
const secret: z.ZodType<Secret | null, unknown> = z
  .string()
  .nullish()
  .transform((value) => (value ? new Secret(value) : null))

export const voucher: z.ZodType<Voucher, unknown> = z.looseObject({
  id: z.string(),
  cardType: openEnum<CardType>(),
  cardNumber: secret,
  cardPin: secret,
  validTill: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  amount: numeric,
})
