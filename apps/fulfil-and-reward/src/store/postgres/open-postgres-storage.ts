import type { Logger } from '@tenon/core'
import { shareTokens } from '@tenon/fleet'
import { createPostgresOrderJournal, migrateOrderJournal } from '@tenon/hubble/postgres'
import { createPostgresInbox, createPostgresTokenStore, migrate } from '@tenon/postgres'
import { Client, Pool } from 'pg'

import type { StorageEnvironment } from '../../storage-environment.ts'
import { openJobStore } from '../job-store.ts'
import type { Storage } from '../storage.ts'
import { createPostgresJobDatabase, migrateJob } from './postgres-job-database.ts'
import { storeErrors } from './store-errors.ts'

/** Neither a login nor the sign that this copy is alive must queue behind the job's statements. */
const FOR_TOKENS_AND_BEATS = { max: 2, connectionTimeoutMillis: 1_000, query_timeout: 1_000 }
/** It only ever waits: whether there is still somebody at the other end is found out by probes alone. */
const FOR_LISTENING = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
const FOR_THE_JOB = { max: 10, connectionTimeoutMillis: 10_000, query_timeout: 30_000 }

/**
 * All in one database, for any number of copies.
 *
 * @throws StoreError when it cannot be reached, or does not let us make tables
 */
export async function openPostgresStorage(
  { DATABASE_URL: connectionString, sealingKey }: StorageEnvironment,
  logger: Logger,
): Promise<Storage> {
  const pools: Pool[] = []
  function openPool(limits: object): Pool {
    const pool = new Pool({ connectionString, application_name: 'fulfil-and-reward', ...limits })
    // It connects again by itself. The error itself has the whole connection in it, so it is not logged.
    pool.on('error', ({ message: reason }) => logger.warn({ reason }, 'a connection to PostgreSQL broke'))
    pools.push(pool)
    return pool
  }
  const pool = openPool(FOR_THE_JOB)
  const smallPool = openPool(FOR_TOKENS_AND_BEATS)
  try {
    await storeErrors(migrate({ pool }))
    await storeErrors(migrateOrderJournal({ pool }))
    await migrateJob(pool)
    const listen = (): Client => new Client({ connectionString, ...FOR_LISTENING })
    const inbox = createPostgresInbox({ pool, listen, logger })
    const job = await openJobStore(
      createPostgresJobDatabase(pool),
      (error) =>
        logger.warn({ reason: String(error) }, 'could not tell the other copies that this one is alive'),
      createPostgresJobDatabase(smallPool),
    )
    return {
      job,
      inbox,
      journal: createPostgresOrderJournal({ pool }),
      tokens: shareTokens({
        store: createPostgresTokenStore({ pool: smallPool }),
        sealingKey,
      }),
      async [Symbol.asyncDispose]() {
        await inbox.close()
        // If this fails, the other copies take over when the lease is over.
        await job.copy
          .leave()
          .catch((error: unknown) => logger.warn({ reason: String(error) }, 'could not say goodbye'))
        await Promise.all(pools.map((one) => one.end()))
      },
    }
  } catch (error) {
    await Promise.all(pools.map((one) => one.end()))
    throw error
  }
}
