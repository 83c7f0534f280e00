import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { createPostgresInbox, migrate, type PostgresTransaction } from '@tenon/postgres'
import type { Inbox } from '@tenon/webhooks'
import { createSqliteInbox } from '@tenon/webhooks/sqlite'
import { Pool } from 'pg'

const START_MS = 30_000

/** An inbox, and a table beside it for what a handler writes. */
export interface InboxStore {
  readonly inbox: Inbox
  /** Handles one message: what it writes is one commit with the done-mark. */
  readonly write: (id: string) => (transaction: unknown) => Promise<void> | void
  /** What was written, as often as it was. */
  readonly written: () => Promise<readonly string[]>
  /** Lets go of what the inbox does not close. */
  readonly close?: () => Promise<void>
}

/** By name. A process gets the name and the place, and opens the store for itself. */
export const inboxStores: Readonly<Record<string, (place: string) => Promise<InboxStore>>> = {
  async sqlite(folder) {
    const inbox = createSqliteInbox({ path: join(folder, 'inbox.sqlite') })
    inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT)'))
    return {
      inbox: inbox as Inbox,
      write: (id) => (transaction) =>
        void (transaction as Parameters<Parameters<typeof inbox.transact>[0]>[0]).run(
          'INSERT INTO effects VALUES (?)',
          id,
        ),
      written: async () =>
        inbox.transact((transaction) =>
          transaction.all('SELECT id FROM effects').map(({ id }) => String(id)),
        ),
    }
  },
  async postgres(url) {
    const pool = new Pool({
      connectionString: url,
      max: 6,
      connectionTimeoutMillis: 2_000,
      query_timeout: 10_000,
    })
    pool.on('error', () => {})
    await untilUp(async () => {
      await migrate({ pool })
      await pool.query('CREATE TABLE IF NOT EXISTS effects (id text)')
    })
    return {
      inbox: createPostgresInbox({ pool }) as Inbox,
      write: (id) => async (transaction) =>
        void (await (transaction as PostgresTransaction).query('INSERT INTO effects VALUES ($1)', [id])),
      written: async () =>
        (await pool.query('SELECT id FROM effects')).rows.map(({ id }: { id: string }) => id),
      close: () => pool.end(),
    }
  },
}

/** The server may be on its way up. */
async function untilUp(start: () => Promise<void>): Promise<void> {
  for (const endsAt = performance.now() + START_MS; ; await delay(100)) {
    try {
      return await start()
    } catch (error) {
      if (performance.now() > endsAt) throw error
    }
  }
}
