import type { Pool } from 'pg'

import type { JobDatabase, Row } from '../database/job-database.ts'
import { jobTables } from '../database/job-tables.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { storeErrors } from './store-errors.ts'

/** Held while tables are made, so that one copy does so at a time: 'job' in ASCII. */
const LOCK = 0x6a6f62

/** What runs statements within a transaction: the inbox gives it to an effect. */
export interface PostgresStatements {
  query(text: string, values?: unknown[]): Promise<unknown>
}

/** Makes the job's tables where they are not there. */
export async function migrateJob(pool: Pool): Promise<void> {
  const tables = jobTables({
    serial: 'integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    long: 'bigint',
    options: '',
  })
  // Making an index waits for whoever writes, also one that is there already.
  const script = `DO $job$
    BEGIN
      PERFORM pg_advisory_xact_lock(${LOCK});
      IF to_regclass('job_left_out') IS NULL THEN ${tables} END IF;
    END
    $job$`
  await storeErrors(pool.query(script))
}

/** The job's tables in the first schema of the search path, for any number of copies. */
export function createPostgresJobDatabase(pool: Pool): JobDatabase<PostgresStatements> {
  return {
    dialect: postgresDialect,
    query: async (sql, ...values) => (await storeErrors(pool.query<Row>(sql, values))).rows,
    async within(transaction, statements) {
      for (const { sql, values } of statements) await transaction.query(sql, [...values])
    },
  }
}
