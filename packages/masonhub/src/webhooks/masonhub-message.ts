import type { WebhookMessage } from '@tenon/core'

import type { MessageType } from '../callbacks/callback.ts'
import type { SkuSnapshot } from '../inventory/sku-snapshot.ts'
import type { InboundShipmentEvent } from './inbound-shipment-event.ts'
import type { OrderEvent } from './order-event.ts'
import type { RequestResolution } from './request-resolution.ts'
import type { RmaEvent } from './rma-event.ts'
import type { SnapshotReady } from './snapshot-ready.ts'

/** One envelope of a delivery; `type` tells what `data` is. */
export type MasonHubMessage = { [Type in MessageType]: EventMessage<Type> }[MessageType] | UnparsedMessage

/** What each type of message carries. One envelope may carry several events of its type. */
export interface MessageData {
  /** The whole state of a SKU's stock, not the difference. */
  readonly skuInventoryChange: readonly SkuSnapshot[]
  readonly orderEvent: readonly OrderEvent[]
  readonly orderUpdateResolution: readonly RequestResolution[]
  readonly orderCancelResolution: readonly RequestResolution[]
  readonly inboundShipmentEvent: readonly InboundShipmentEvent[]
  readonly rmaEvent: readonly RmaEvent[]
  readonly snapshotReady: SnapshotReady
}

/** A message whose type is known and whose data was read. Its `id` is the vendor's `message_id`. */
export interface EventMessage<Type extends MessageType> extends WebhookMessage {
  readonly type: Type
  readonly data: MessageData[Type]
}

/**
 * What is not in a form that is known: `data` is the envelope. Of an envelope with several events it holds only
 * those that could not be read; the others come in a message of their own.
 */
export interface UnparsedMessage extends WebhookMessage {
  readonly type: 'unparsed'
}
