import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { brandDiscount } from '../schemas/brand-discount.ts'
import { READ_TIMEOUT_MS } from './timeouts.ts'

/** Discounts of the embedded store. To set and to reset one is announced by the vendor, without a whole path. */
export const discounts = {
  /** Every brand's discount, as it is and as you overrode it (Hubble SDK API references, V3). */
  list: defineOperation({
    id: 'discounts.list',
    method: 'GET',
    path: '/discount-override/config/brand-discounts',
    timeoutMs: READ_TIMEOUT_MS,
    response: z.array(brandDiscount),
  }),
}
