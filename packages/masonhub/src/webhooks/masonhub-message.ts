import type { WebhookMessage } from '@tenon/core'

import type { MessageType } from '../callbacks/callback.ts'
import type { OrderEvent } from './order-event.ts'

/** One envelope of a delivery; `type` tells what `data` is. */
export type MasonHubMessage = OrderEventMessage | OtherMessage | UnparsedMessage

/** Orders that changed. One envelope may carry several: the vendor's `message_id` is the envelope's. */
export interface OrderEventMessage extends WebhookMessage {
  readonly type: 'orderEvent'
  readonly data: readonly OrderEvent[]
}

/** A type whose data is handed on as it came. */
export interface OtherMessage extends WebhookMessage {
  readonly type: Exclude<MessageType, 'orderEvent'>
}

/** What is not in a form that is known: `data` is the whole envelope. */
export interface UnparsedMessage extends WebhookMessage {
  readonly type: 'unparsed'
}
