import type { Secret, WebhookVerification } from '@tenon/core'

import { envelopesOf, isRecord } from './envelopes.ts'
import { matchesAny } from './matches-any.ts'
import { measureJson } from './measure-json.ts'
import type { ParsedBody } from './parse-body.ts'

export type TokenVerification = Extract<WebhookVerification, { kind: 'token' }>

/** Never a secret, which is not empty. */
const NO_TOKEN = ''

/** Does the delivery carry one of the secrets? The body is looked at only where the header is absent. */
export function verifyToken(
  { header, prefix = '', bodyField }: TokenVerification,
  headers: Headers,
  parse: () => ParsedBody,
  secrets: readonly Secret[],
): boolean {
  const value = headers.get(header)
  const candidates =
    value === null && bodyField !== undefined
      ? tokensInBody(parse(), bodyField)
      : [value?.startsWith(prefix) ? value.slice(prefix.length) : NO_TOKEN]
  const refused = candidates.filter((candidate) => !matchesAny(secrets, candidate))
  return refused.length === 0
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

/** The token of every envelope; all of them must match. */
function tokensInBody(body: ParsedBody, field: string): readonly string[] {
  if (!body.isJson || repeatsKeys(body.text)) return [NO_TOKEN]
  const tokens = envelopesOf(body.value).map((envelope) => {
    const token = isRecord(envelope) ? envelope[field] : undefined
    return typeof token === 'string' ? token : NO_TOKEN
  })
  return tokens.length === 0 ? [NO_TOKEN] : tokens
}

/** Of two equal keys JSON.parse drops the first, and with it at least one string. Other readers drop the second. */
function repeatsKeys(text: string): boolean {
  return measureJson(JSON.stringify(JSON.parse(text))).strings !== measureJson(text).strings
}
