import { z } from 'zod'

/** Who a store token belongs to (Hubble SDK docs, SSO, V2). */
export interface StoreUser {
  /** Your own id of the user. */
  readonly userId: string
  readonly email?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly phoneNumber?: string | undefined
  /** The cohorts whose discounts the user gets. */
  readonly cohorts?: readonly string[] | undefined
}

/** What else a caller's record has is left out: it is none of Hubble's business. */
export const storeUser: z.ZodType<StoreUser, StoreUser> = z.object({
  userId: z.string().min(1),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phoneNumber: z.string().optional(),
  cohorts: z.array(z.string()).optional(),
})
