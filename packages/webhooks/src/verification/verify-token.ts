import type { Secret, WebhookVerification } from '@tenon/core'

import { envelopesOf, isRecord } from './envelopes.ts'
import { matchesAny } from './matches-any.ts'
import { measureJson } from './measure-json.ts'
import type { ParsedBody } from './parse-body.ts'

/** In words for the log. Only the first lets a delivery in. */
export type TokenProof = 'verified' | 'no token' | 'another token' | 'repeated keys'

export type TokenVerification = Extract<WebhookVerification, { kind: 'token' }>

type JsonBody = Extract<ParsedBody, { isJson: true }>

/** Never a secret, which is not empty. */
const NO_TOKEN = ''

/**
 * Does the delivery carry one of the secrets? The body is looked at only where the header is absent, and costs a
 * stranger one comparison, whatever is in it.
 */
export function verifyToken(
  { header, prefix = '', bodyField }: TokenVerification,
  headers: Headers,
  parse: () => ParsedBody,
  secrets: readonly Secret[],
): TokenProof {
  const value = headers.get(header)
  if (value === null && bodyField !== undefined) return verifyTokenInBody(parse(), bodyField, secrets)
  const token = value?.startsWith(prefix) ? value.slice(prefix.length) : NO_TOKEN
  return matchesAny(secrets, token) ? 'verified' : whyNot(value)
}

/** Every envelope must have one of the secrets for its token. */
function verifyTokenInBody(body: ParsedBody, field: string, secrets: readonly Secret[]): TokenProof {
  if (!body.isJson) return 'no token'
  const [first, ...others] = envelopesOf(body.value).map((envelope) => tokenOf(envelope, field))
  // Only who knows a token gets beyond the first comparison. The others are nearly always the same.
  if (first === undefined || !matchesAny(secrets, first)) return whyNot(first)
  const other = others.find((token) => token !== first && !matchesAny(secrets, token))
  if (other !== undefined) return whyNot(other)
  return repeatsKeys(body) ? 'repeated keys' : 'verified'
}

function whyNot(token: string | null | undefined): 'no token' | 'another token' {
  return (token ?? NO_TOKEN) === NO_TOKEN ? 'no token' : 'another token'
}

function tokenOf(envelope: unknown, field: string): string {
  const token = isRecord(envelope) ? envelope[field] : undefined
  return typeof token === 'string' ? token : NO_TOKEN
}

/** Of two equal keys JSON.parse drops the first, and with it at least one string. Other readers drop the second. */
function repeatsKeys({ value, text }: JsonBody): boolean {
  return measureJson(JSON.stringify(value)).strings !== measureJson(text).strings
}
