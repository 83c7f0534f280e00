import type { Secret, WebhookVerification } from '@tenon/core'

import { envelopesOf, isRecord } from './envelopes.ts'
import { matchesAny } from './matches-any.ts'
import { measureJson } from './measure-json.ts'
import type { ParsedBody } from './parse-body.ts'

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
): boolean {
  const value = headers.get(header)
  if (value === null && bodyField !== undefined) return verifyTokenInBody(parse(), bodyField, secrets)
  return matchesAny(secrets, value?.startsWith(prefix) ? value.slice(prefix.length) : NO_TOKEN)
}

/** Is it clear from the headers alone that there is no such token? The body is not worth reading then. */
export function lacksToken(
  verification: TokenVerification,
  headers: Headers,
  secrets: readonly Secret[],
): boolean {
  const isInBody = verification.bodyField !== undefined && !headers.has(verification.header)
  return !isInBody && !verifyToken(verification, headers, () => NOT_READ, secrets)
}

const NOT_READ: ParsedBody = { isJson: false, problem: 'not read' }

/** Every envelope must have one of the secrets for its token. */
function verifyTokenInBody(body: ParsedBody, field: string, secrets: readonly Secret[]): boolean {
  if (!body.isJson) return false
  const [first, ...others] = envelopesOf(body.value).map((envelope) => tokenOf(envelope, field))
  // Only who knows a token gets beyond the first comparison. The others are nearly always the same.
  if (first === undefined || !matchesAny(secrets, first)) return false
  return others.every((token) => token === first || matchesAny(secrets, token)) && !repeatsKeys(body)
}

function tokenOf(envelope: unknown, field: string): string {
  const token = isRecord(envelope) ? envelope[field] : undefined
  return typeof token === 'string' ? token : NO_TOKEN
}

/** Of two equal keys JSON.parse drops the first, and with it at least one string. Other readers drop the second. */
function repeatsKeys({ value, text }: JsonBody): boolean {
  return measureJson(JSON.stringify(value)).strings !== measureJson(text).strings
}
