import { z } from 'zod'

/** A user's coins as Hubble is told of them (known from integrators only). */
export interface UserCoins {
  readonly userId: string
  readonly totalCoins: number
  /** May they be spent now? One integrator sends it. */
  readonly consumptionEligibility?: Eligibility | undefined
}

export interface Eligibility {
  readonly allowed: boolean
  /** For the user. */
  readonly message?: string | undefined
}

export const userCoins: z.ZodType<UserCoins, UserCoins> = z.object({
  userId: z.string(),
  totalCoins: z.number(),
  consumptionEligibility: z.object({ allowed: z.boolean(), message: z.string().optional() }).optional(),
})
