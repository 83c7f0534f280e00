import { idempotencyKey } from '../message/idempotency-key.ts'
import type { Claim, InboxMessage } from './inbox.ts'

/** A message as it lies in a store. What an inbox needs to make of its rows is `toMessage` and `toClaim`. */
export interface StoredRow {
  readonly position: number
  readonly provider: string
  readonly account: string
  readonly type: string
  readonly id: string | undefined
  readonly orderKey: string | undefined
  readonly key: string
  readonly hash: string
  /** Came as quarantined: it has the id of another message, and needs an idempotency key of its own. */
  readonly isVariant: boolean
  readonly body: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly attempts: number
  /** Attempts, up to the last one, of which no end is known. */
  readonly unended: number
  readonly fence: number
}

/** The message of a row. Never throws for what is in it, so that one bad row takes no other with it. */
export function toMessage(row: StoredRow): InboxMessage {
  return read(row).message
}

/** The claim on a row, as the row is after it was claimed. Never throws for what is in it. */
export function toClaim(row: StoredRow): Claim {
  return {
    ...read(row),
    idempotencyKey: idempotencyKey(row),
    attempt: row.attempts,
    lostAttempts: row.unended - 1,
    fence: row.fence,
  }
}

function read(row: StoredRow): Pick<Claim, 'message' | 'unreadable'> {
  const { position, provider, account, type, id, orderKey, body, receivedAt } = row
  const own = { position, provider, account, type, id, orderKey, receivedAt: new Date(receivedAt) }
  try {
    return { message: { ...own, data: JSON.parse(body) as unknown } }
  } catch {
    return { message: { ...own, data: body }, unreadable: 'its body is not JSON' }
  }
}
