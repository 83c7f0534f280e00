import { createHash } from 'node:crypto'

import type { WebhookMessage } from '@tenon/core'

import { canonicalJson } from './canonical-json.ts'
import type { NewMessage } from './new-message.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** How long the key of a message is remembered that has an id: longer than any vendor sends again. */
export const ID_KEPT_MS = 30 * DAY_MS
/** An equal body without an id is a repetition only if it comes soon: a week later it is news. */
export const HASH_KEPT_MS = 10 * MINUTE_MS

/** Whose message it is. */
export interface MessageOwner {
  readonly provider: string
  readonly account: string
}

export interface PrepareOptions {
  /** Not to be handled before. Default: at once. Later messages of the same order key wait for it. */
  readonly availableAt?: Date
}

/**
 * Makes a message ready for `inbox.append`: its JSON, its hash, and the key by which a repetition is known. The
 * receiver does this for what arrives; call it for messages that come another way, such as a reconciliation.
 *
 * A message with an id is remembered for 30 days, one without by its hash for 10 minutes.
 *
 * @throws TypeError when type, id or order key is not a string, the data cannot be written as JSON, or the
 *   date is none
 */
export function prepareMessage(
  { provider, account }: MessageOwner,
  message: WebhookMessage,
  { availableAt }: PrepareOptions = {},
): NewMessage {
  const { type } = message
  // An id that is empty would make all of them repetitions of the first, an order key would put them in one line.
  const id = message.id === '' ? undefined : message.id
  const orderKey = message.orderKey === '' ? undefined : message.orderKey
  for (const [name, value] of Object.entries({ type, id: id ?? '', orderKey: orderKey ?? '' })) {
    if (typeof value !== 'string') throw new TypeError(`${name} must be a string`)
  }
  const data = message.data ?? null
  const hash = createHash('sha256')
    .update(canonicalJson([type, data]))
    .digest('hex')
  return {
    provider,
    account,
    type,
    id,
    orderKey,
    body: JSON.stringify(data),
    hash,
    key: id === undefined ? `hash:${hash}` : `id:${id}`,
    keyMs: id === undefined ? HASH_KEPT_MS : ID_KEPT_MS,
    ...(availableAt !== undefined && { availableAt: millisecondsOf(availableAt) }),
  }
}

function millisecondsOf(date: Date): number {
  const milliseconds = date.getTime()
  if (Number.isNaN(milliseconds)) throw new TypeError('availableAt must be a valid date')
  return milliseconds
}
