import { journalRules } from '../orders/journal-rules.ts'
import type { OrderEntry, OrderJournal } from '../orders/order-journal.ts'
import { openTables } from './open-tables.ts'

const SCHEMA = `
  CREATE TABLE tenon_orders (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    reference_id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    amount REAL NOT NULL,
    quantity INTEGER NOT NULL,
    body TEXT,
    state TEXT NOT NULL,
    order_id TEXT
  ) STRICT`

export interface SqliteOrderJournalOptions {
  /** The database file, made if it is not there. May hold tables of yours. It holds personal data: guard it. */
  readonly path: string
}

export interface SqliteOrderJournal extends OrderJournal {
  close(): void
}

/**
 * A journal in a file: what it has said is on disk. Several processes of one machine may share it.
 *
 * @throws ConfigurationError when its tables are of another version, or the file is something else
 */
export function createSqliteOrderJournal({ path }: SqliteOrderJournalOptions): SqliteOrderJournal {
  const database = openTables({
    path,
    subject: 'the order journal',
    name: 'tenon_orders',
    version: 1,
    schema: SCHEMA,
  })
  const select = database.prepare('SELECT * FROM tenon_orders WHERE reference_id = ?')
  const selectUnfinished = database.prepare(
    `SELECT * FROM tenon_orders WHERE state IN ('open', 'processing') ORDER BY position`,
  )
  const insert = database.prepare(
    `INSERT INTO tenon_orders (reference_id, account, body_hash, amount, quantity, body, state, order_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = database.prepare(
    'UPDATE tenon_orders SET body = ?, state = ?, order_id = ? WHERE reference_id = ?',
  )

  function find(referenceId: string): OrderEntry | undefined {
    const row = select.get(referenceId)
    return row === undefined ? undefined : toEntry(row)
  }

  /** Nobody else writes between what is read inside and what is written. */
  function exclusively<T>(work: () => T): T {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  function change(known: OrderEntry, entry: OrderEntry): OrderEntry {
    if (entry !== known) update.run(entry.body, entry.state, entry.orderId, entry.referenceId)
    return entry
  }

  return {
    begin: async (intent) =>
      exclusively(() => {
        const known = find(intent.referenceId)
        if (known !== undefined) return change(known, journalRules.begunAgain(known, intent))
        const { referenceId, account, bodyHash, amount, quantity, body, state, orderId } =
          journalRules.opened(intent)
        insert.run(referenceId, account, bodyHash, amount, quantity, body, state, orderId)
        return 'new'
      }),
    record: async (referenceId, progress) =>
      exclusively(() => {
        const known = find(referenceId)
        if (known !== undefined) change(known, journalRules.advanced(known, progress))
      }),
    find: async (referenceId) => find(referenceId),
    unfinished: async () => selectUnfinished.all().map(toEntry),
    close: () => database.close(),
  }
}

function toEntry(row: Record<string, unknown>): OrderEntry {
  return {
    referenceId: row['reference_id'] as string,
    account: row['account'] as string,
    bodyHash: row['body_hash'] as string,
    amount: row['amount'] as number,
    quantity: row['quantity'] as number,
    body: row['body'] as string | null,
    state: row['state'] as OrderEntry['state'],
    orderId: row['order_id'] as string | null,
  }
}
