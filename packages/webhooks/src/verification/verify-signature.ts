import { createHmac } from 'node:crypto'

import { Secret, type WebhookVerification } from '@tenon/core'

import { matchesAny } from './matches-any.ts'

type HmacVerification = Extract<WebhookVerification, { kind: 'hmac-sha256' }>

/**
 * Is the body signed with one of the secrets? The header must hold exactly what the vendor's encoder writes, with
 * or without the prefix that the definition names: neither another case nor another alphabet nor a second signature
 * passes.
 */
export function verifySignature(
  { header, encoding, prefix = '' }: HmacVerification,
  headers: Headers,
  bytes: Uint8Array,
  secrets: readonly Secret[],
): boolean {
  const signatures = secrets.map(
    (secret) => new Secret(createHmac('sha256', secret.reveal()).update(bytes).digest(encoding)),
  )
  const value = headers.get(header) ?? ''
  return matchesAny(signatures, value.startsWith(prefix) ? value.slice(prefix.length) : value)
}
