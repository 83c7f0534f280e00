import { z } from 'zod'

import { filled } from './filled.ts'
import type { OpenEnum } from './open-enum.ts'

/** How an order's vouchers are to be delivered again; known from the code of one integrator only. */
export interface ResendRequest {
  /** At least one; only `EMAIL` was seen. */
  readonly channels: readonly OpenEnum<'EMAIL'>[]
}

export const resendRequest: z.ZodType<ResendRequest, ResendRequest> = z.strictObject({
  channels: z.array(filled).min(1),
})
