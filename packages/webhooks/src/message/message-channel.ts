import { channel } from 'node:diagnostics_channel'

import type { MessageEvent } from './message-event.ts'

const messages = channel('tenon:message')

/**
 * Tells whoever listens what became of a message. Costs nothing while nobody listens.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel'
 * import type { MessageEvent } from '@tenon/webhooks'
 *
 * subscribe('tenon:message', (message) => {
 *   const { event, type, ageMs } = message as MessageEvent
 *   console.log(event, type, ageMs)
 * })
 * ```
 */
export function publishMessage(describe: () => MessageEvent): void {
  if (messages.hasSubscribers) messages.publish(describe())
}
