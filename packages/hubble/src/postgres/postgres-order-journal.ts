import { ConfigurationError } from '@tenon/core'

import { journalRules } from '../orders/journal-rules.ts'
import type { OrderEntry, OrderJournal } from '../orders/order-journal.ts'
import type { PostgresPool } from './postgres-pool.ts'

const INSERT = `
  INSERT INTO tenon_orders (reference_id, account, body_hash, amount, quantity, body, state, order_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (reference_id) DO NOTHING`

const FIND = 'SELECT * FROM tenon_orders WHERE reference_id = $1'

const UNFINISHED = `SELECT * FROM tenon_orders WHERE state IN ('open', 'processing') ORDER BY position`

/** From a state that was read to the next one, if nobody was faster. */
const CHANGE = `
  UPDATE tenon_orders SET body = $2, state = $3, order_id = $4
  WHERE reference_id = $1 AND state = $5 AND order_id IS NOT DISTINCT FROM $6`

export interface PostgresOrderJournalOptions {
  /** A pool of `pg`. You listen to its errors, and end it. The table holds personal data: guard it. */
  readonly pool: PostgresPool
}

/**
 * A journal in PostgreSQL (13 or later), in the table that `migrateOrderJournal` has made: for any number of processes
 * on any number of machines. Each command is one statement without a session, so that any pooler may stand in between.
 * It is as durable as the server's `synchronous_commit`. Opens no connection of its own.
 *
 * @throws ConfigurationError when the pool has no `query`
 */
export function createPostgresOrderJournal({ pool }: PostgresOrderJournalOptions): OrderJournal {
  if (typeof pool?.query !== 'function') {
    const message = 'createPostgresOrderJournal: option "pool" must be a pool of pg'
    throw new ConfigurationError({ message, option: 'pool' })
  }

  async function find(referenceId: string): Promise<OrderEntry | undefined> {
    const [row] = (await pool.query(FIND, [referenceId])).rows
    return row === undefined ? undefined : toEntry(row as Row)
  }

  /** False when another process changed the entry since it was read: then it is read again. */
  async function change(known: OrderEntry, { body, state, orderId }: OrderEntry): Promise<boolean> {
    const values = [known.referenceId, body, state, orderId, known.state, known.orderId]
    return (await pool.query(CHANGE, values)).rowCount === 1
  }

  return {
    async begin(intent) {
      const { referenceId, account, bodyHash, amount, quantity, body, state, orderId } =
        journalRules.opened(intent)
      for (;;) {
        const values = [referenceId, account, bodyHash, amount, quantity, body, state, orderId]
        if ((await pool.query(INSERT, values)).rowCount === 1) return 'new'
        const known = await find(referenceId)
        // Somebody else has taken it out by hand, in between.
        if (known === undefined) continue
        const entry = journalRules.begunAgain(known, intent)
        if (entry === known || (await change(known, entry))) return entry
      }
    },
    async record(referenceId, progress) {
      for (;;) {
        const known = await find(referenceId)
        if (known === undefined) return
        const entry = journalRules.advanced(known, progress)
        if (entry === known || (await change(known, entry))) return
      }
    },
    find,
    unfinished: async () => (await pool.query(UNFINISHED)).rows.map((row) => toEntry(row as Row)),
  }
}

type Row = Readonly<Record<string, unknown>>

function toEntry(row: Row): OrderEntry {
  return {
    referenceId: String(row['reference_id']),
    account: String(row['account']),
    bodyHash: String(row['body_hash']),
    amount: Number(row['amount']),
    quantity: Number(row['quantity']),
    body: row['body'] as string | null,
    state: row['state'] as OrderEntry['state'],
    orderId: row['order_id'] as string | null,
  }
}
