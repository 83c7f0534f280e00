import { createHash } from 'node:crypto'

import { checkBody, type NewMessage } from '@tenon/webhooks'

import { storableText } from './storable-text.ts'

/** A message as JSON: one of the list that `tenon_inbox_append` takes. */
export function writeMessage(message: NewMessage): string {
  checkBody(message)
  const { provider, account, type, id, orderKey, body, hash, key, keyMs, availableAt } = message
  return JSON.stringify({
    provider: storableText.write(provider),
    account: storableText.write(account),
    type: storableText.write(type),
    message_id: id === undefined ? null : storableText.write(id),
    order_key: orderKey === undefined ? null : storableText.write(orderKey),
    body,
    hash,
    key: storableText.write(key),
    key_digest: digest(provider, account, key),
    order_digest: orderKey === undefined ? null : digest(provider, account, orderKey),
    key_ms: keyMs,
    available_at: availableAt ?? null,
  })
}

/** 128 bits of SHA-256, as the hex that PostgreSQL reads as a UUID. */
function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
