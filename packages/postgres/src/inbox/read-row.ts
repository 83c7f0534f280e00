import type { SetAsideMessage, StoredRow } from '@tenon/webhooks'
import { toMessage } from '@tenon/webhooks'

import { storableText } from './storable-text.ts'

/** A row as a pool gives it. What it makes of large numbers can be configured. */
export type InboxRow = Readonly<Record<string, unknown>>

export function readRow(row: InboxRow): StoredRow {
  const text = (name: string): string => storableText.read(String(row[name]))
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

export function readSetAside(row: InboxRow): SetAsideMessage {
  return {
    ...toMessage(readRow(row)),
    state: row['state'] === 'dead' ? 'dead' : 'quarantined',
    attempts: Number(row['attempts']),
    reason: storableText.read(String(row['reason'])),
  }
}
