import { z } from 'zod'

import { filled } from '../schemas/filled.ts'

/** The user who opens the store. The names of the claims are known from one integrator, who says they are the docs'. */
export interface StoreTokenUser {
  /** Your own id of the user: the claim `sub`. */
  readonly userId: string
  readonly name?: string | undefined
  readonly email?: string | undefined
  /** Digits only; with and without the country's were both seen. */
  readonly phoneNumber?: string | undefined
  readonly cohorts?: readonly string[] | undefined
}

export const storeTokenUser: z.ZodType<StoreTokenUser, StoreTokenUser> = z.strictObject({
  userId: filled,
  name: filled.optional(),
  email: filled.optional(),
  phoneNumber: z
    .string()
    .regex(/^\d{10,15}$/, 'must be 10 to 15 digits')
    .optional(),
  cohorts: z.array(filled).optional(),
})
