import { z } from 'zod'

import { numeric } from '../schemas/numeric.ts'
import { orNull } from '../schemas/or-null.ts'
import { isWholePaise } from '../schemas/paise.ts'

const id = z.string().min(1).max(200)
const coins = numeric
  .refine((value) => value > 0, 'must be more than 0')
  // Sums are kept in hundredths; rounding somebody's coins is not ours to do.
  .refine(isWholePaise, 'must have at most two decimals')

/** What Hubble sends about coins, read leniently: the fields are known from integrators only. */
export const coinRequests = {
  debit: z.looseObject({ userId: id, coins, referenceId: id, note: orNull(z.string()) }),
  /** `amount` and `transactionId` are of a variant. */
  reverse: z.looseObject({
    userId: id,
    referenceId: id,
    note: orNull(z.string()),
    amount: orNull(coins),
    transactionId: orNull(z.string()),
  }),
}
