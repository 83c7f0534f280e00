import type { Logger } from '@tenon/core'

import type { JobIdentity } from '../job/identify-job.ts'
import type { Settings } from '../settings.ts'
import type { StorageEnvironment } from '../storage-environment.ts'
import { openPostgresStorage } from './postgres/open-postgres-storage.ts'
import { openSqliteStorage } from './sqlite/open-sqlite-storage.ts'
import type { Storage } from './storage.ts'

/** In the state file, or in the database where there is one. */
export function openStorage(
  settings: Settings,
  database: StorageEnvironment | undefined,
  logger: Logger,
): Promise<Storage> {
  if (database !== undefined) return openPostgresStorage(database, logger)
  return openSqliteStorage(settings.state, (error) =>
    logger.warn({ error }, 'the state could not be written'),
  )
}

/** What errors call the place where the job is kept. */
export function placeOf(
  { state, live }: Settings,
  database: StorageEnvironment | undefined,
): JobIdentity['place'] {
  if (database === undefined) {
    const orFresh = live ? '' : ', or --fresh to start over'
    return { name: state, another: `another --state${orFresh}` }
  }
  return { name: 'the database', another: 'another database, or another schema, in DATABASE_URL' }
}
