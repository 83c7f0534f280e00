import { createHash } from 'node:crypto'

/** What makes a message the one that it is. */
export interface MessageIdentity {
  readonly provider: string
  readonly account: string
  readonly key: string
  readonly id: string | undefined
  readonly receivedAt: number
  readonly hash: string
  readonly isVariant: boolean
}

/**
 * The same for every attempt at a message, in the form of a UUID (version 8), as many vendors ask for one. A
 * message without an id may come again with an equal body and be news, hence the time; one that was quarantined
 * shares its id with another, hence the hash.
 */
export function idempotencyKey(message: MessageIdentity): string {
  const { provider, account, key, id, receivedAt, hash, isVariant } = message
  const identity = [provider, account, key, id === undefined ? receivedAt : null]
  if (isVariant) identity.push(hash)
  const hex = createHash('sha256').update(JSON.stringify(identity)).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3]
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
