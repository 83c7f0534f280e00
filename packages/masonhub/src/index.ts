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

export { adviceFor } from './errors/advice-for.ts'

export type { MasonHubOrders, OrderQuery } from './orders/masonhub-orders.ts'
export type { OrderGoal, OrderWaits } from './orders/order-waits.ts'
export type { OrderRequest } from './orders/wait-for-resolution.ts'
export type { Fulfillment } from './orders/fulfillment.ts'
export { hasReached } from './orders/has-reached.ts'
export { hasShipped } from './orders/has-shipped.ts'
export type { OrderCancelRequest } from './orders/order-cancel-request.ts'
export type { OrderInput, OrderLineInput } from './orders/order-input.ts'
export { ORDER_STATUSES } from './orders/order-status.ts'
export type { OrderStatus, ShipmentStatus } from './orders/order-status.ts'
export type { OrderUpdateRequest } from './orders/order-update-request.ts'
export type { Order } from './orders/order.ts'
export { statusRank } from './orders/status-rank.ts'
export type { RequestStatus } from './orders/request-status.ts'
export type { Shipment } from './orders/shipment.ts'
export type { MasonHubShipments, ShipmentQuery } from './shipments/masonhub-shipments.ts'

export type { MasonHubCallbacks } from './callbacks/masonhub-callbacks.ts'
export type { CallbackHold, HoldableType } from './callbacks/callback-hold.ts'
export type {
  CallbackChange,
  CallbackPlan,
  CallbackPlanOptions,
  DeclaredCallback,
} from './callbacks/callback-plan.ts'
export type { Callback, CallbackInput, MessageType } from './callbacks/callback.ts'

export type { Answered } from './waiting/answered.ts'
export type { WaitOptions } from './waiting/wait-options.ts'

export type { MadeToken, MasonHubTokens } from './tokens/masonhub-tokens.ts'
export type { Rotation, RotationOptions } from './tokens/rotation-options.ts'
export type { MasonHubDataFactory } from './data-factory/masonhub-data-factory.ts'
export type { GraphQl } from './graphql/create-graphql.ts'
export type { GraphQlAnswer, GraphQlError } from './graphql/graphql-answer.ts'

export { masonhubSignedWebhooks } from './webhooks/masonhub-signed-webhooks.ts'
export { masonhubWebhooks } from './webhooks/masonhub-webhooks.ts'
export { parseMessage } from './webhooks/parse-message.ts'
export { parseOrderEvents } from './webhooks/parse-order-events.ts'
export type { InboundShipmentEvent, InboundShipmentStep } from './webhooks/inbound-shipment-event.ts'
export type {
  EventMessage,
  MasonHubMessage,
  MessageData,
  UnparsedMessage,
} from './webhooks/masonhub-message.ts'
export type { OrderEvent } from './webhooks/order-event.ts'
export type { RequestResolution } from './webhooks/request-resolution.ts'
export type { RmaEvent, RmaEventOne, RmaEventTwo, RmaStep } from './webhooks/rma-event.ts'
export type { SnapshotReady } from './webhooks/snapshot-ready.ts'

export type { ReturnLabel } from './wire/item-result.ts'
export type { Change } from './batch/change-record.ts'
export type { Download, DownloadFormat } from './downloads/download.ts'
export type { DownloadOptions } from './downloads/downloads.ts'

export type { MasonHubSkus, SkuQuery } from './skus/masonhub-skus.ts'
export type { SkuInput, SkuUpdate } from './skus/sku-input.ts'
export type { Sku } from './skus/sku.ts'

export type { InventoryQuery, MasonHubInventory } from './inventory/masonhub-inventory.ts'
export type { InventoryCounts } from './inventory/inventory-counts.ts'
export type { InventoryLocation } from './inventory/inventory-location.ts'
export type { InventoryStatus } from './inventory/inventory-status.ts'
export type { SkuSnapshot } from './inventory/sku-snapshot.ts'
export type { SnapshotOptions, SnapshotWaitOptions } from './inventory/snapshot-options.ts'
export type { ReadySnapshot, RefusedSnapshot, SnapshotOutcome } from './inventory/snapshot-outcome.ts'

export type {
  InboundShipmentQuery,
  MasonHubInboundShipments,
} from './inbound-shipments/masonhub-inbound-shipments.ts'
export type {
  InboundShipmentInput,
  InboundShipmentUpdate,
} from './inbound-shipments/inbound-shipment-input.ts'
export type { InboundShipmentStatus } from './inbound-shipments/inbound-shipment-status.ts'
export type { InboundShipment } from './inbound-shipments/inbound-shipment.ts'

export type { MasonHubReturns, RmaQuery } from './returns/masonhub-returns.ts'
export type { RmaInput } from './returns/rma-input.ts'
export type { RmaStatus } from './returns/rma-words.ts'
export type { Rma } from './returns/rma.ts'
