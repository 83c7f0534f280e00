import { z } from 'zod'

import { amountRestrictions } from '../schemas/amount-restrictions.ts'
import { numeric } from '../schemas/numeric.ts'
import { openEnum } from '../schemas/open-enum.ts'
import { orNull } from '../schemas/or-null.ts'
import type { OrderStatus } from '../schemas/order.ts'
import type {
  BrandMessage,
  DiscountMessage,
  HubbleMessage,
  OrderMessage,
  WalletMessage,
} from './hubble-message.ts'

type Kind = Exclude<HubbleMessage['type'], 'unparsed'>

/** The docs call it `id`; one integrator receives `orderId`. */
const orderBody = z
  .looseObject({ id: orNull(z.string()), orderId: orNull(z.string()), status: openEnum<OrderStatus>() })
  .transform(({ id, orderId, status }, context): OrderMessage => {
    const orderKey = orderId ?? id
    if (orderKey === null) {
      context.addIssue('id is missing')
      return z.NEVER
    }
    const data = { orderId: orderKey, status }
    return { type: 'order', id: `order:${orderKey}:${status}`, orderKey: `order:${orderKey}`, data }
  })

const brandBody = z
  .looseObject({
    id: z.string(),
    status: orNull(openEnum<'ACTIVE' | 'INACTIVE'>()),
    denominationType: openEnum<'FIXED' | 'FLEXIBLE'>(),
    denominations: orNull(z.array(numeric)),
    amountRestrictions: orNull(amountRestrictions),
  })
  .transform(({ id, status, denominationType, denominations, amountRestrictions: limits }): BrandMessage => {
    const restrictions = limits && { ...limits, denominations: denominations ?? limits.denominations }
    const data = { productId: id, status, denominationType, amountRestrictions: restrictions }
    return { type: 'brand', orderKey: `brand:${id}`, data }
  })

const discountBody = z
  .looseObject({
    brandId: z.string(),
    subventionPercentage: orNull(numeric),
    validFrom: orNull(z.string()),
  })
  .transform(({ brandId, subventionPercentage, validFrom }): DiscountMessage => {
    const isWhole = subventionPercentage !== null && validFrom !== null
    return {
      type: 'discount',
      ...(isWhole && { id: `discount:${brandId}:${validFrom}:${subventionPercentage}` }),
      orderKey: `discount:${brandId}`,
      data: { productId: brandId, subventionPercentage, validFrom },
    }
  })

const walletBody = z
  .looseObject({ balance: numeric, threshold: numeric })
  .transform(({ balance, threshold }): WalletMessage => ({
    type: 'wallet',
    orderKey: 'wallet',
    data: { balance, threshold },
  }))

const bodies: Record<Kind, z.ZodType<HubbleMessage, unknown>> = {
  order: orderBody,
  brand: brandBody,
  discount: discountBody,
  wallet: walletBody,
}

/** The body as a message of a kind; undefined if it is none. */
export function readMessage(kind: Kind, body: unknown): HubbleMessage | undefined {
  return bodies[kind].safeParse(body).data
}
