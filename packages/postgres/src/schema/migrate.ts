import type { PostgresPool } from '../postgres-pool.ts'
import { migrationScript } from './migration-script.ts'

/**
 * Makes the tables of this package, or brings them up to date. One transaction; any number of processes may start it
 * at once, any number of times. Needs the right to create tables.
 *
 * @throws what the pool throws, with nothing changed
 */
export async function migrate({ pool }: { readonly pool: PostgresPool }): Promise<void> {
  // Of any other level, what it sees would be older than the lock for which it has waited. Both in one message, so that
  // they are one transaction, and nothing is left open in the session when it fails.
  await pool.query(`SET TRANSACTION ISOLATION LEVEL READ COMMITTED; ${migrationScript()}`)
}
