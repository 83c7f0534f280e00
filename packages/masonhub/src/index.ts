export { createMasonHub } from './create-masonhub.ts'
export type { MasonHub } from './create-masonhub.ts'
export { masonhubProvider } from './masonhub-provider.ts'
export type {
  MasonHubAccount,
  MasonHubCredential,
  MasonHubEnvironment,
  MasonHubOptions,
} from './options/masonhub-options.ts'

export type { BatchOptions, BatchProgress } from './batch/batch-options.ts'
export type { BatchResult } from './batch/batch-result.ts'
export type { AcceptedItem, Outcome, RefusedItem, UnknownItem } from './batch/outcome.ts'
export type { List } from './wire/read-list.ts'
export type { VendorMessage } from './wire/read-messages.ts'

export type { MasonHubOrders, OrderQuery } from './orders/masonhub-orders.ts'
export type { Fulfillment } from './orders/fulfillment.ts'
export type { OrderInput, OrderLineInput } from './orders/order-input.ts'
export type { OrderStatus, ShipmentStatus } from './orders/order-status.ts'
export type { Order } from './orders/order.ts'
export type { Shipment } from './orders/shipment.ts'

export type { MasonHubCallbacks } from './callbacks/masonhub-callbacks.ts'
export type { Callback, CallbackInput, MessageType } from './callbacks/callback.ts'

export { masonhubWebhooks } from './webhooks/masonhub-webhooks.ts'
export { parseOrderEvents } from './webhooks/parse-order-events.ts'
export type {
  MasonHubMessage,
  OrderEventMessage,
  OtherMessage,
  UnparsedMessage,
} from './webhooks/masonhub-message.ts'
export type { OrderEvent } from './webhooks/order-event.ts'
