import type { WebhookMessage } from '@tenon/core'

import type { MessageType } from '../callbacks/callback.ts'
import { eventSchemas } from './event-schemas.ts'
import type { MasonHubMessage } from './masonhub-message.ts'

/**
 * Types a message again that was stored in between, as an inbox does. What cannot be read, or was not, is of type
 * `'unparsed'`.
 *
 * @example
 * ```ts
 * import type { WebhookMessage } from '@tenon/core'
 * import { parseMessage } from '@tenon/masonhub'
 *
 * function handle(stored: WebhookMessage): void {
 *   const message = parseMessage(stored)
 *   if (message.type === 'skuInventoryChange') console.log(message.data[0]?.total_available_to_sell)
 *   else if (message.type === 'snapshotReady') console.log(message.data.download_url)
 * }
 * ```
 */
export function parseMessage(message: Pick<WebhookMessage, 'type' | 'data'>): MasonHubMessage {
  const { type, data } = message
  if (!Object.hasOwn(eventSchemas, type)) return { type: 'unparsed', data }
  const read = eventSchemas[type as MessageType].safeParse(data)
  // The schema was chosen by the type, which the compiler cannot follow.
  return read.success ? ({ type, data: read.data } as MasonHubMessage) : { type: 'unparsed', data }
}
