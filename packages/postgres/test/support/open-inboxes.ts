import type { Inbox } from '@tenon/webhooks'
import { Pool, type PoolConfig } from 'pg'

import {
  createPostgresInbox,
  migrate,
  type PostgresInboxOptions,
  type PostgresTransaction,
} from '../../src/index.ts'

/** A database with the tables, and inboxes on it, each with a pool of its own as another process has. */
export async function openInboxes(url: string, config: PoolConfig = {}) {
  const pools: Pool[] = []
  const inboxes: Inbox<PostgresTransaction>[] = []

  function openPool(): Pool {
    const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 10_000, ...config })
    pool.on('error', () => {})
    pools.push(pool)
    return pool
  }

  const pool = openPool()
  await migrate({ pool })
  return {
    /** For the test itself. */
    pool,
    connect: (options: Partial<PostgresInboxOptions> = {}): Inbox<PostgresTransaction> => {
      const inbox = createPostgresInbox({ pool: openPool(), ...options })
      inboxes.push(inbox)
      return inbox
    },
    close: async (): Promise<void> => {
      for (const inbox of inboxes) await inbox.close()
      await Promise.all(pools.map((each) => each.end()))
    },
  }
}
