import type { Migration } from '../schema/migration.ts'

/**
 * A row for each account and credential. A token, a failure and a lease are each alive until their moment, by the
 * server's clock; `forget_at` is an hour after the last of them.
 */
export const tokensFirst: Migration = {
  part: 'tokens',
  version: 1,
  sql: `
    CREATE TABLE tenon_tokens (
      key text COLLATE "C" PRIMARY KEY,
      fence bigint NOT NULL,
      failures integer NOT NULL DEFAULT 0,
      token_id text,
      sealed bytea,
      born_at timestamptz,
      ends_at timestamptz,
      failure_code text,
      paused_until timestamptz,
      taken_at timestamptz NOT NULL,
      leased_until timestamptz,
      forget_at timestamptz NOT NULL
    );`,
}
