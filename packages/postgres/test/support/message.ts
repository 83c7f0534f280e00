import { prepareMessage, type NewMessage } from '@tenon/webhooks'

/** A message of a vendor. */
export function message(
  id: string,
  parts: { orderKey?: string; data?: unknown; type?: string } = {},
): NewMessage {
  return prepareMessage({ provider: 'vendor', account: 'shop' }, { type: 'event', id, data: id, ...parts })
}
