import type { Secret, WebhookVerification } from '@tenon/core'

import { blankSecrets } from './blank-secrets.ts'
import { withoutField } from './envelopes.ts'
import { parseBody, type ParsedBody } from './parse-body.ts'
import { verifySignature } from './verify-signature.ts'
import { lacksToken, verifyToken, type TokenVerification } from './verify-token.ts'

/** A verified body as it may be stored and logged: its token is gone. */
export interface Content {
  readonly body: ParsedBody
  readonly bytes: Uint8Array
}

/** Is it clear without the body that `verifyDelivery` will say no? */
export function isHopeless(
  verification: WebhookVerification,
  headers: Headers,
  secrets: readonly Secret[],
): boolean {
  if (verification.kind === 'token') return lacksToken(verification, headers, secrets)
  return !headers.has(verification.header)
}

/** Proves that a delivery comes from the vendor, and reads it. Undefined when it does not prove it. */
export function verifyDelivery(
  verification: WebhookVerification,
  headers: Headers,
  bytes: Uint8Array,
  secrets: readonly Secret[],
): Content | undefined {
  if (verification.kind === 'hmac-sha256') {
    if (!verifySignature(verification, headers, bytes, secrets)) return undefined
    return { body: parseBody(bytes), bytes }
  }
  if (!verifyToken(verification, headers, () => parseBody(bytes, JSON.parse), secrets)) return undefined
  return withoutToken(verification, parseBody(bytes), bytes, secrets)
}

function withoutToken(
  { bodyField }: TokenVerification,
  body: ParsedBody,
  bytes: Uint8Array,
  secrets: readonly Secret[],
): Content {
  if (!body.isJson) return { body, bytes: blankSecrets(bytes, secrets) }
  if (bodyField === undefined) return { body, bytes }
  const value = withoutField(body.value, bodyField)
  const text = JSON.stringify(value)
  return { body: { isJson: true, value, text }, bytes: Buffer.from(text) }
}
