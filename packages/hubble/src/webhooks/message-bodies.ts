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
  StoreBrandMessage,
  StoreTransactionMessage,
  WalletMessage,
} from './hubble-message.ts'
import { storeVoucher } from './store-voucher.ts'

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

const text = orNull(z.string())

const storeTransactionBody = z
  .looseObject({
    transactionReferenceId: z.string(),
    partnerCoinTransactionId: text,
    partnerCoinReversalTransactionId: text,
    amount: orNull(numeric),
    discountAmount: orNull(numeric),
    timestamp: text,
    userId: text,
    brandName: text,
    // The oldest edition does not have it.
    orderStatus: orNull(openEnum<'COMPLETED' | 'FAILED' | 'REVERSED'>()),
    vouchers: orNull(z.array(storeVoucher)),
  })
  .transform((body): StoreTransactionMessage => {
    const { transactionReferenceId: reference, partnerCoinTransactionId, amount, discountAmount } = body
    const { partnerCoinReversalTransactionId, timestamp, userId, brandName, orderStatus } = body
    return {
      type: 'store-transaction',
      ...(orderStatus !== null && { id: `store-transaction:${reference}:${orderStatus}` }),
      orderKey: `store-transaction:${reference}`,
      data: {
        transactionReferenceId: reference,
        partnerCoinTransactionId,
        partnerCoinReversalTransactionId,
        amount,
        discountAmount,
        timestamp,
        userId,
        brandName,
        orderStatus,
        vouchers: body.vouchers ?? [],
      },
    }
  })

const storeBrandBody = z
  .looseObject({
    event: openEnum<StoreBrandMessage['data']['event']>(),
    details: z.looseObject({ id: z.string(), name: text, discountPercentage: orNull(numeric) }),
  })
  .transform(({ event, details: { id, name, discountPercentage } }): StoreBrandMessage => ({
    type: 'store-brand',
    orderKey: `store-brand:${id}`,
    data: { event, brandId: id, name, discountPercentage },
  }))

/** By type of message: the body that Hubble sends, which comes out as the message. */
export const messageBodies: Readonly<
  Record<Exclude<HubbleMessage['type'], 'unparsed'>, z.ZodType<HubbleMessage, unknown>>
> = {
  order: orderBody,
  brand: brandBody,
  discount: discountBody,
  wallet: walletBody,
  'store-transaction': storeTransactionBody,
  'store-brand': storeBrandBody,
}
