import { defineOperation } from '@tenon/core'

import { couponRequest } from '../schemas/coupon-request.ts'

/** Coupons of the embedded store. To read, change and follow them is announced by the vendor, without a path. */
export const coupons = {
  /** Makes a coupon (Hubble SDK API references, V3, cut). What it is answered is not known, so nothing is read. */
  create: defineOperation({
    id: 'coupons.create',
    method: 'POST',
    path: '/coupons',
    body: couponRequest,
  }),
}
