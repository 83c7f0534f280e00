import type { WebhookMessage } from '@tenon/core'

import type { OrderEvent } from './order-event.ts'
import { parseMessage } from './parse-message.ts'

/**
 * The order events of a message that was stored in between, as an inbox does. Undefined for a message of another
 * type.
 *
 * @example
 * ```ts
 * import type { WebhookMessage } from '@tenon/core'
 * import { parseOrderEvents } from '@tenon/masonhub'
 *
 * function handle(message: WebhookMessage): void {
 *   for (const event of parseOrderEvents(message) ?? []) {
 *     if (event.status === 'fulfilled') console.log(event.customer_identifier, event.shipments)
 *   }
 * }
 * ```
 */
export function parseOrderEvents(
  message: Pick<WebhookMessage, 'type' | 'data'>,
): readonly OrderEvent[] | undefined {
  const parsed = parseMessage(message)
  return parsed.type === 'orderEvent' ? parsed.data : undefined
}
