import { idempotencyKey } from '../message/idempotency-key.ts'
import type { Claim, InboxMessage, SetAsideMessage } from './inbox.ts'

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

/** A row of the table `tenon_inbox` as a driver gives it, whose types for numbers differ. */
export type InboxColumns = Readonly<Record<string, unknown>>

/**
 * The claims on rows as a statement returns them after they were claimed, in their order: RETURNING promises none.
 *
 * @param unescape undoes what a store has to do to the texts of a vendor. Default: nothing
 */
export function readClaims(rows: readonly InboxColumns[], unescape = asItIs): Claim[] {
  const stored = rows.map((row) => readStoredRow(row, unescape))
  return stored.toSorted((one, other) => one.position - other.position).map(toClaim)
}

/** @param unescape as for `readClaims` */
export function readSetAside(row: InboxColumns, unescape = asItIs): SetAsideMessage {
  return {
    ...toMessage(readStoredRow(row, unescape)),
    state: row['state'] === 'dead' ? 'dead' : 'quarantined',
    attempts: Number(row['attempts']),
    reason: unescape(String(row['reason'])),
  }
}

function readStoredRow(row: InboxColumns, unescape: typeof asItIs): StoredRow {
  const text = (name: string): string => unescape(String(row[name]))
  return {
    position: Number(row['position']),
    provider: text('provider'),
    account: text('account'),
    type: text('type'),
    id: row['message_id'] === null ? undefined : text('message_id'),
    orderKey: row['order_key'] === null ? undefined : text('order_key'),
    key: text('key'),
    hash: String(row['hash']),
    isVariant: Number(row['is_variant']) === 1,
    body: String(row['body']),
    receivedAt: Number(row['received_at']),
    attempts: Number(row['attempts']),
    unended: Number(row['unended']),
    fence: Number(row['fence']),
  }
}

function asItIs(text: string): string {
  return text
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
