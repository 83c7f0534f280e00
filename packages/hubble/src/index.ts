export { createHubble } from './create-hubble.ts'
export type { Hubble, HubbleOptions } from './create-hubble.ts'
export { hubbleProvider } from './provider/hubble-provider.ts'
export type { HubbleAccount, HubbleConfig } from './provider/hubble-config.ts'

export type { Product, HowToUse } from './schemas/product.ts'
export type { BrandDiscount } from './schemas/brand-discount.ts'
export type { Cohort, CohortDiscount, CohortRequest } from './schemas/cohort.ts'
export type { CoinBalance, CoinCredit, CoinTransaction } from './schemas/coins.ts'
export type { CouponConditions, CouponDisplay, CouponRequest } from './schemas/coupon-request.ts'
export type { ResendRequest } from './schemas/resend-request.ts'
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
export type { OrderingOptions } from './orders/ordering-options.ts'
export type { PendingOrder } from './orders/pending-order.ts'
export type {
  FailedStatus,
  OrderEnding,
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

export { splitAmount } from './splitter/split-amount.ts'
export type { SplitAmount } from './splitter/split-amount.ts'
export type { ImpossibleSplit, PossibleSplit, Split } from './splitter/split.ts'
export type { SplitRules } from './splitter/splitter-for.ts'
export { planOrders } from './splitter/plan-orders.ts'
export type { OrderPlan, PlanOrders } from './splitter/plan-orders.ts'

export { checkOrder } from './checks/check-order.ts'
export type { OrderProblem, ProductRules } from './checks/check-order.ts'
export type { CheckMode } from './checks/check-mode.ts'

export type { DoctorCheck, DoctorFinding } from './doctor/doctor-check.ts'
export type { DoctorOptions } from './doctor/doctor-options.ts'

export { createWalletGuard } from './wallet/create-wallet-guard.ts'
export type { WalletGuard, WalletGuardOptions, WalletState, WalletVerdict } from './wallet/wallet-guard.ts'

export { createCatalogue } from './catalogue/create-catalogue.ts'
export type { Catalogue } from './catalogue/catalogue.ts'
export type { CatalogueChanges, ProductChange } from './catalogue/catalogue-changes.ts'
export type { CatalogueOptions } from './catalogue/catalogue-options.ts'
export type { CatalogueEntry, CatalogueStore, CatalogueWrite } from './catalogue/catalogue-store.ts'
export { createMemoryCatalogueStore } from './catalogue/memory-catalogue-store.ts'

export { hubbleErrorAdvice } from './errors/hubble-error-advice.ts'
export type { HubbleErrorId } from './errors/hubble-error-advice.ts'

export { hubbleWebhooks } from './webhooks/hubble-webhooks.ts'
export type { StoreVoucher } from './webhooks/store-voucher.ts'
export type {
  BrandMessage,
  DiscountMessage,
  HubbleMessage,
  OrderMessage,
  StoreBrandMessage,
  StoreTransactionMessage,
  UnparsedMessage,
  WalletMessage,
} from './webhooks/hubble-message.ts'
