import type { Secret, WebhookVerification } from '@tenon/core'

import { blankSecrets } from './blank-secrets.ts'
import { withoutField } from './envelopes.ts'
import { parseBody, type ParsedBody } from './parse-body.ts'
import { verifySignature } from './verify-signature.ts'
import { verifyToken, type TokenProof, type TokenVerification } from './verify-token.ts'

/** A verified body as it may be stored and logged: its token is gone. */
export interface Content {
  readonly body: ParsedBody
  readonly bytes: Uint8Array
}

/** Why a delivery is not verified, for the log alone: nothing of what it carried. */
export type Unverified = Exclude<TokenProof, 'verified'> | 'no signature' | 'another signature'

/** Why `verifyDelivery` will say no, where that is clear without the body, which is not worth reading then. */
export function whyHopeless(
  verification: WebhookVerification,
  headers: Headers,
  secrets: readonly Secret[],
): Unverified | undefined {
  const isInHeader = headers.has(verification.header)
  if (verification.kind === 'hmac-sha256') return isInHeader ? undefined : 'no signature'
  if (!isInHeader && verification.bodyField !== undefined) return undefined
  const proof = verifyToken(verification, headers, () => NOT_READ, secrets)
  return proof === 'verified' ? undefined : proof
}

const NOT_READ: ParsedBody = { isJson: false, problem: 'not read' }

/** Proves that a delivery comes from the vendor, and reads it; or says why it does not prove it. */
export function verifyDelivery(
  verification: WebhookVerification,
  headers: Headers,
  bytes: Uint8Array,
  secrets: readonly Secret[],
): Content | Unverified {
  if (verification.kind === 'hmac-sha256') {
    if (!verifySignature(verification, headers, bytes, secrets)) return 'another signature'
    return { body: parseBody(bytes), bytes }
  }
  const proof = verifyToken(verification, headers, () => parseBody(bytes, JSON.parse), secrets)
  if (proof !== 'verified') return proof
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
