import { isUtf8 } from 'node:buffer'

import type { WebhookMessage } from '@tenon/core'

/** The `data` of a message of type `'unparsed'` that the receiver made: a delivery that could not be read. */
export interface UnparsedData {
  /** Why it could not be read. */
  readonly reason: string
  /** The body as it came, without its token. */
  readonly body: string
  /** `'base64'` where the body is not valid UTF-8. */
  readonly encoding: 'utf8' | 'base64'
}

/** A verified delivery is never lost: what cannot be read is kept whole. */
export function unparsedMessage(reason: string, bytes: Uint8Array): WebhookMessage {
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64'
  const data: UnparsedData = { reason, body: Buffer.from(bytes).toString(encoding), encoding }
  return { type: 'unparsed', data }
}
