import type { FakeHandler } from '@tenon/core/testing'
import { z } from 'zod'

import type { FakeOrders } from './fake-orders.ts'
import { notFound, vendorError } from './vendor-error.ts'

/** A delivery that was asked for again. */
export interface FakeResend {
  readonly orderId: string
  readonly channels: readonly string[]
}

export interface FakeVouchers {
  readonly resends: readonly FakeResend[]
  readonly get: FakeHandler<'voucherId'>
  readonly resendDelivery: FakeHandler<'orderId'>
}

const received = z.looseObject({ channels: z.array(z.string().min(1)).min(1) })

export function createFakeVouchers(orders: Pick<FakeOrders, 'all'>): FakeVouchers {
  const resends: FakeResend[] = []
  return {
    resends,
    get({ parameters: { voucherId } }) {
      const found = orders.all.flatMap(({ vouchers }) => vouchers).find(({ id }) => id === voucherId)
      return found === undefined ? notFound('no such voucher') : { status: 200, body: found }
    },
    resendDelivery({ parameters: { orderId }, body }) {
      const { data } = received.safeParse(body)
      if (data === undefined) return vendorError(400, 'E000', 'channels are needed', 'BAD_REQUEST')
      if (!orders.all.some(({ id }) => id === orderId)) return notFound('no such order')
      resends.push({ orderId, channels: data.channels })
      return { status: 200, body: {} }
    },
  }
}
