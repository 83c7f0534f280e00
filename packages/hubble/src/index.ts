export { createHubble } from './create-hubble.ts'
export type { Hubble, HubbleOptions } from './create-hubble.ts'
export { hubbleProvider } from './provider/hubble-provider.ts'
export type { HubbleAccount, HubbleConfig } from './provider/hubble-config.ts'

export type { Product, HowToUse } from './schemas/product.ts'
export type { AmountRestrictions } from './schemas/amount-restrictions.ts'
export type {
  CustomerDetails,
  Denomination,
  OrderRequest,
  RecipientDetails,
} from './schemas/order-request.ts'
export type { Order, OrderStatus } from './schemas/order.ts'
export type { CardType, Voucher } from './schemas/voucher.ts'
export type { OpenEnum } from './schemas/open-enum.ts'

export type { Ordering, PlaceOrderOptions } from './orders/ordering.ts'
export type {
  OrderFailed,
  OrderResult,
  OrderStillProcessing,
  OrderSucceeded,
  VoucherMismatch,
  VoucherTotal,
} from './orders/order-result.ts'
export type {
  OrderEntry,
  OrderIntent,
  OrderJournal,
  OrderProgress,
  OrderState,
} from './orders/order-journal.ts'
export { createMemoryOrderJournal } from './orders/memory-order-journal.ts'

export { hubbleErrorAdvice } from './errors/hubble-error-advice.ts'
export type { HubbleErrorId } from './errors/hubble-error-advice.ts'

export { hubbleWebhooks } from './webhooks/hubble-webhooks.ts'
export type {
  BrandMessage,
  DiscountMessage,
  HubbleMessage,
  OrderMessage,
  UnparsedMessage,
  WalletMessage,
} from './webhooks/hubble-message.ts'
