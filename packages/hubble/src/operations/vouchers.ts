import { defineOperation } from '@tenon/core'

import { resendRequest } from '../schemas/resend-request.ts'
import { voucher } from '../schemas/voucher.ts'
import { READ_TIMEOUT_MS } from './timeouts.ts'

/** Vouchers of orders that were placed. Neither call is in the vendor's current docs. */
export const vouchers = {
  /** One voucher (Hubble API docs, orders, V1 only; that the answer is a voucher is presumed). */
  get: defineOperation({
    id: 'vouchers.get',
    method: 'GET',
    path: '/orders/vouchers/{voucherId}',
    timeoutMs: READ_TIMEOUT_MS,
    response: voucher,
  }),

  /**
   * Has Hubble deliver an order's vouchers to the customer again. Unconfirmed: known from the code of one integrator,
   * and in no edition of the docs. What it is answered is not known, so nothing is read.
   */
  resendDelivery: defineOperation({
    id: 'vouchers.resendDelivery',
    method: 'POST',
    path: '/orders/{orderId}/resend-delivery',
    body: resendRequest,
  }),
}
