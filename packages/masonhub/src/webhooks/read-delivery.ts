import { MESSAGE_TYPES, type MessageType } from '../callbacks/callback.ts'
import { fold } from '../wire/fold.ts'
import { isRecord } from '../wire/is-record.ts'
import type { MasonHubMessage } from './masonhub-message.ts'
import { orderEvents } from './order-event.ts'

const TYPES = new Map<string, MessageType>(MESSAGE_TYPES.map((type) => [fold(type), type]))

/** Reads a delivery: one envelope, as the vendor sends it, or a list of them, as its contract says. */
export function readDelivery(body: unknown): MasonHubMessage[] {
  return Array.isArray(body) ? body.map(readEnvelope) : [readEnvelope(body)]
}

function readEnvelope(envelope: unknown): MasonHubMessage {
  if (!isRecord(envelope)) return { type: 'unparsed', data: envelope }
  const { message_type, message_id, data } = envelope
  const id = typeof message_id === 'string' && message_id !== '' ? { id: message_id } : {}
  const type = typeof message_type === 'string' ? TYPES.get(fold(message_type)) : undefined
  if (type === undefined || data === undefined || data === null)
    return { type: 'unparsed', ...id, data: envelope }
  if (type !== 'orderEvent') return { type, ...id, data }
  const events = orderEvents.safeParse(data)
  if (!events.success) return { type: 'unparsed', ...id, data: envelope }
  return { type, ...id, orderKey: `order:${events.data[0]?.customer_identifier}`, data: events.data }
}
