import { z } from 'zod'

import { openEnum, type OpenEnum } from './open-enum.ts'
import { orNull } from './or-null.ts'
import { voucher, type Voucher } from './voucher.ts'

/** V1 lacks `CANCELLED`. One that is not listed here may still change: it is treated like `PROCESSING`. */
export type OrderStatus = OpenEnum<'SUCCESS' | 'PROCESSING' | 'FAILED' | 'CANCELLED' | 'REVERSED'>

/** An order as the vendor has it (Hubble API docs, orders, V3). */
export interface Order {
  readonly id: string
  /** Your own id of it. */
  readonly referenceId: string
  readonly status: OrderStatus
  /** Filled on `SUCCESS`, or shortly after. */
  readonly vouchers: readonly Voucher[]
  readonly failureReason: string | null
}

export const order: z.ZodType<Order, unknown> = z.looseObject({
  id: z.string(),
  referenceId: z.string(),
  status: openEnum<OrderStatus>(),
  vouchers: z
    .array(voucher)
    .nullish()
    .transform((list) => list ?? []),
  failureReason: orNull(z.string()),
})
