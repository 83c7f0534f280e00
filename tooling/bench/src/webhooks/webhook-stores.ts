import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createPostgresInbox, migrate } from '@tenon/postgres'
import { createDatabase, findPostgres } from '@tenon/servers'
import type { Inbox } from '@tenon/webhooks'
import { createSqliteInbox } from '@tenon/webhooks/sqlite'
import { Pool } from 'pg'

/** An inbox to measure, empty, and how to be rid of it. */
export interface WebhookStore {
  readonly inbox: Inbox
  readonly close: () => Promise<void>
}

/** By the name that `--store` takes. Opened in the process of the receiver. */
export const webhookStores: Readonly<Record<string, () => Promise<WebhookStore>>> = {
  async sqlite() {
    const folder = await mkdtemp(join(tmpdir(), 'tenon-bench-'))
    const inbox = createSqliteInbox({ path: join(folder, 'inbox.sqlite') })
    return {
      inbox,
      async close() {
        await inbox.close()
        await rm(folder, { recursive: true })
      },
    }
  },
  async postgres() {
    const found = await findPostgres()
    if ('missing' in found) throw new Error(found.missing)
    const database = await createDatabase(found.url)
    const pool = new Pool({ connectionString: database.url, max: 8 })
    await migrate({ pool })
    const inbox = createPostgresInbox({ pool })
    return {
      inbox: inbox as Inbox,
      async close() {
        await inbox.close()
        await pool.end()
        await database.drop()
      },
    }
  },
}
