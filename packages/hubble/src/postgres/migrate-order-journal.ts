import type { PostgresPool } from './postgres-pool.ts'

/** Held to the end of the transaction, so that one process migrates at a time: 'tenon' in ASCII, as in `@tenon/postgres`. */
const LOCK = 0x74656e6f6e

/** The versions of every part of Tenon in a database are in one table, which `@tenon/postgres` makes in the same way. */
const SCRIPT = `DO $tenon$
BEGIN
  PERFORM pg_advisory_xact_lock(${LOCK});
  IF to_regclass('tenon_schema') IS NULL THEN
    CREATE TABLE tenon_schema (part text PRIMARY KEY, version integer NOT NULL);
  END IF;
  IF NOT EXISTS (SELECT FROM tenon_schema WHERE part = 'hubble-orders') THEN
    CREATE TABLE tenon_orders (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      reference_id text COLLATE "C" NOT NULL UNIQUE,
      account text NOT NULL,
      body_hash text NOT NULL,
      amount double precision NOT NULL,
      quantity integer NOT NULL,
      body text,
      state text NOT NULL,
      order_id text
    );
    CREATE INDEX tenon_orders_unfinished ON tenon_orders (position) WHERE state IN ('open', 'processing');
    INSERT INTO tenon_schema (part, version) VALUES ('hubble-orders', 1);
  END IF;
END
$tenon$`

/**
 * Makes the journal's table in the first schema of the search path, where it is not there. One transaction; any number
 * of processes may start it at once, any number of times. Needs the right to create tables.
 *
 * @throws what the pool throws
 */
export async function migrateOrderJournal({ pool }: { readonly pool: PostgresPool }): Promise<void> {
  await pool.query(SCRIPT)
}
