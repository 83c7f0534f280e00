import type { Migration } from './migration.ts'
import { migrations } from './migrations.ts'

/** Held to the end of the transaction, so that one process migrates at a time: 'tenon' in ASCII. */
const LOCK = 0x74656e6f6e

/**
 * What `migrate` runs, for those who change their databases in another way: one statement, which does nothing where
 * everything is as it should be. The tables are made in the first schema of the search path. Where several may run it
 * at once, its transaction must be read committed: what any other sees may be older than the tables.
 */
export function migrationScript(): string {
  return scriptOf(migrations)
}

export function scriptOf(steps: readonly Migration[]): string {
  const parts = steps.map(
    ({ part, version, sql }) => `
  IF NOT EXISTS (SELECT FROM tenon_schema WHERE part = '${part}' AND version >= ${version}) THEN
    ${sql.trim()}
    INSERT INTO tenon_schema (part, version) VALUES ('${part}', ${version})
      ON CONFLICT (part) DO UPDATE SET version = excluded.version;
  END IF;`,
  )
  return `DO $tenon$
BEGIN
  PERFORM pg_advisory_xact_lock(${LOCK});
  IF to_regclass('tenon_schema') IS NULL THEN
    CREATE TABLE tenon_schema (part text PRIMARY KEY, version integer NOT NULL);
  END IF;${parts.join('')}
END
$tenon$`
}
