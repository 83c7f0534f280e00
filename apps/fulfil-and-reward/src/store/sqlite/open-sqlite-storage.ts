import { createSqliteOrderJournal } from '@tenon/hubble/sqlite'
import { createSqliteInbox, type SqliteTransaction } from '@tenon/webhooks/sqlite'

import { openJobStore } from '../job-store.ts'
import type { Storage } from '../storage.ts'
import { openSqliteJobDatabase } from './sqlite-job-database.ts'

/** All in one file, for one run at a time. */
export async function openSqliteStorage(
  path: string,
  onError: (error: unknown) => void,
): Promise<Storage<SqliteTransaction>> {
  const database = openSqliteJobDatabase(path)
  const journal = createSqliteOrderJournal({ path })
  const inbox = createSqliteInbox({ path })
  const job = await openJobStore(database, onError)
  return {
    job,
    inbox,
    journal,
    tokens: undefined,
    async [Symbol.asyncDispose]() {
      await inbox.close()
      await job.copy.leave()
      journal.close()
      database.close()
    },
  }
}
