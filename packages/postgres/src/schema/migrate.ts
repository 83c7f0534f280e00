import type { PostgresPool } from '../postgres-pool.ts'
import { migrationScript } from './migration-script.ts'

/**
 * Makes the tables of this package, or brings them up to date. One transaction; any number of processes may start it
 * at once, any number of times. Needs the right to create tables.
 *
 * @throws what the pool throws
 */
export async function migrate({ pool }: { readonly pool: PostgresPool }): Promise<void> {
  await pool.query(migrationScript())
}
