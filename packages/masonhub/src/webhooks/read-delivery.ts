import { MESSAGE_TYPES, type MessageType } from '../callbacks/callback.ts'
import { fold } from '../wire/fold.ts'
import { isRecord } from '../wire/is-record.ts'
import { entityOf } from './entity-of.ts'
import type { MasonHubMessage } from './masonhub-message.ts'
import { parseMessage } from './parse-message.ts'

type Envelope = Readonly<Record<string, unknown>>

const TYPES = new Map<string, MessageType>(MESSAGE_TYPES.map((type) => [fold(type), type]))

/** Reads a delivery: one envelope, as the vendor sends it, or a list of them, as its contract says. */
export function readDelivery(body: unknown): MasonHubMessage[] {
  return Array.isArray(body) ? body.flatMap(readEnvelope) : readEnvelope(body)
}

function readEnvelope(body: unknown): MasonHubMessage[] {
  if (!isRecord(body)) return [{ type: 'unparsed', data: body }]
  // Verified by now, or not what was verified: in neither case does it belong into a store.
  const { token: _, ...envelope } = body
  const { message_type, message_id, data } = envelope
  const id = typeof message_id === 'string' && message_id !== '' ? message_id : undefined
  const type = typeof message_type === 'string' ? TYPES.get(fold(message_type)) : undefined
  if (type === undefined) return [unparsed(envelope, id)]
  if (type === 'snapshotReady' || !Array.isArray(data)) {
    const message = read(type, data, envelope, id)
    return [message ?? unparsed(envelope, id)]
  }
  return readList(type, data, envelope, id)
}

/** One event that cannot be read keeps no other from being read. */
function readList(
  type: MessageType,
  events: readonly unknown[],
  envelope: Envelope,
  id: string | undefined,
): MasonHubMessage[] {
  const whole = read(type, events, envelope, id)
  if (whole !== undefined) return [whole]
  const readable = events.filter((event) => read(type, [event], envelope, id) !== undefined)
  const message = readable.length === 0 ? undefined : read(type, readable, envelope, id)
  if (message === undefined) return [unparsed(envelope, id)]
  const unreadable = events.filter((event) => !readable.includes(event))
  // An id of its own: under the same one an inbox would take it for the other message, changed.
  return [message, unparsed({ ...envelope, data: unreadable }, id && `${id}/unparsed`)]
}

function read(
  type: MessageType,
  data: unknown,
  { api_version }: Envelope,
  id: string | undefined,
): MasonHubMessage | undefined {
  const message = parseMessage({ type, data: type === 'rmaEvent' ? withVersion(data, api_version) : data })
  if (message.type === 'unparsed') return undefined
  const orderKey = entityOf(message)
  return { ...message, ...(id !== undefined && { id }), ...(orderKey !== undefined && { orderKey }) }
}

/** The version stands on the envelope, and decides what an event is. */
function withVersion(data: unknown, version: unknown): unknown {
  if (Array.isArray(data)) return data.map((event) => withVersion(event, version))
  return isRecord(data) ? { ...data, envelope_version: version } : data
}

function unparsed(envelope: Envelope, id: string | undefined): MasonHubMessage {
  return { type: 'unparsed', ...(id !== undefined && { id }), data: envelope }
}
