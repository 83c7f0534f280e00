import { z } from 'zod'

import { isWholePaise, toPaise } from './paise.ts'

/** What `POST /orders` takes (Hubble API docs, orders, V3, request table). Amounts are rupees. */
export interface OrderRequest {
  /** The id of a product of the catalogue. */
  readonly productId: string
  /**
   * Your own id of the order, for ever: 1 to 40 letters, digits and `-._~`. Hubble makes at most one order of it,
   * even if that one fails. It is unique over all partners, so put a prefix of your own in front.
   */
  readonly referenceId: string
  /** Must equal the sum of denomination × quantity. */
  readonly amount: number
  /** What is listed twice is added up. */
  readonly denominationDetails: readonly Denomination[]
  /** Demanded for B2C accounts. */
  readonly customerDetails?: CustomerDetails | null | undefined
  /** Only where Hubble itself delivers to the customer, by contract; its shape is not in the public docs. */
  readonly deliveryDetails?: Readonly<Record<string, unknown>> | null | undefined
  /** What V1 and V2 call the delivery block. */
  readonly recipientDetails?: RecipientDetails | null | undefined
  /** Not in the vendor's table; two integrators send it. */
  readonly discountAmount?: number | null | undefined
}

export interface Denomination {
  /** The face value of one voucher, in rupees. */
  readonly denomination: number
  /** How many of it. */
  readonly quantity: number
}

export interface CustomerDetails {
  readonly name: string
  readonly phoneNumber: string
  readonly email: string
}

export interface RecipientDetails {
  readonly name: string
  readonly phoneNumber: string
}

/** The vendor states 1 to 40 characters and no alphabet. An order must be found by it again, in a path. */
const referenceId = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\w.~-]*$/, 'may have letters, digits and -._~ only: the order is looked up by it, in a path')
  .refine((value) => value !== '.' && value !== '..', 'cannot stand in a path')

const filled = z.string().refine((value) => value.trim() !== '', 'must not be empty')
const money = z.number().refine(isWholePaise, 'must have at most two decimals')
const price = money.refine((value) => value > 0, 'must be more than 0')

const denomination = z.strictObject({
  denomination: price,
  quantity: z.int().refine((value) => value > 0, 'must be at least 1'),
})

function merged(lines: readonly Denomination[]): Denomination[] {
  const quantities = new Map<number, number>()
  for (const line of lines) {
    quantities.set(line.denomination, (quantities.get(line.denomination) ?? 0) + line.quantity)
  }
  return [...quantities].map(([value, quantity]) => ({ denomination: value, quantity }))
}

/** Every rule that needs no catalogue. What passes has one line for each denomination, and a fixed order of keys. */
export const orderRequest: z.ZodType<OrderRequest, OrderRequest> = z
  .strictObject({
    productId: filled,
    referenceId,
    amount: price,
    denominationDetails: z.array(denomination).min(1).transform(merged),
    customerDetails: z.strictObject({ name: filled, phoneNumber: filled, email: filled }).nullish(),
    deliveryDetails: z.record(z.string(), z.unknown()).nullish(),
    recipientDetails: z.strictObject({ name: filled, phoneNumber: filled }).nullish(),
    discountAmount: money.nullish(),
  })
  .refine(
    ({ amount, denominationDetails }) =>
      denominationDetails.reduce((sum, line) => sum + toPaise(line.denomination) * line.quantity, 0) ===
      toPaise(amount),
    { path: ['amount'], error: 'must equal the sum of denomination × quantity (E151)' },
  )
