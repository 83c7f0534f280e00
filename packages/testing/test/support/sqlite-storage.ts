import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Clock } from '@tenon/core'
import { createSqliteInbox, type SqliteTransaction } from '@tenon/webhooks/sqlite'

import type { InboxStorage } from '../../src/index.ts'

/** An inbox in a file of its own. */
export function sqliteStorage(clock: Clock): InboxStorage<SqliteTransaction> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-testing-'))
  const path = join(folder, 'inbox.sqlite')
  const own = createSqliteInbox({ path, clock })
  own.transact((transaction) => transaction.run('CREATE TABLE effects (value TEXT)'))
  return {
    connect: () => createSqliteInbox({ path, clock }),
    effects: {
      write: (transaction, value) => void transaction.run('INSERT INTO effects VALUES (?)', value),
      read: () =>
        own.transact((transaction) =>
          transaction.all('SELECT value FROM effects').map(({ value }) => String(value)),
        ),
    },
    async close() {
      await own.close()
      rmSync(folder, { recursive: true })
    },
  }
}
