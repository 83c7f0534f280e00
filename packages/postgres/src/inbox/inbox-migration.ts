import type { Migration } from '../schema/migration.ts'

/** 'ten' in ASCII: beside the number of the table it makes a lock that is nobody else's. */
const TENON = 0x74656e

/**
 * A message is `pending` until it is `done` or `dead`. While it is, `claimable_at` says from when it may be claimed:
 * at once, after a back-off, or when the lease of a claim ends. `unended` counts the attempts, up to the last one,
 * of which no end is known. The digests stand for provider, account and key, or order key: an index takes no text
 * of any length.
 *
 * Appends go one after the other, so that of two that know the same key one sees the other, and positions are
 * visible in their order: otherwise a message could be claimed before an earlier one of its order key is seen. In one
 * function, as each of its statements sees what was committed before it began: the lock is taken by the first. A
 * process that stops in the middle holds up nobody. A session plans a function once, perhaps when the table is empty
 * and reading all of it is best: hence no `seqscan`.
 *
 * Where transactions are serializable, what a function sees is older than the lock, and PostgreSQL refuses one of two
 * that disagree. Where reads are repeatable it would refuse neither, so the function does.
 */
export const inboxFirst: Migration = {
  part: 'inbox',
  version: 1,
  sql: `
    CREATE TABLE tenon_inbox (
      position bigint PRIMARY KEY,
      provider text NOT NULL,
      account text NOT NULL,
      type text NOT NULL,
      message_id text,
      order_key text,
      body text NOT NULL,
      hash text NOT NULL,
      key text NOT NULL,
      key_digest uuid NOT NULL,
      order_digest uuid,
      key_until timestamptz NOT NULL,
      received_at timestamptz NOT NULL,
      is_variant boolean NOT NULL,
      state text NOT NULL CHECK (state IN ('pending', 'done', 'dead', 'quarantined')),
      claimable_at timestamptz NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      unended integer NOT NULL DEFAULT 0,
      fence bigint NOT NULL DEFAULT 0,
      reason text
    ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
    CREATE INDEX tenon_inbox_key ON tenon_inbox (key_digest);
    CREATE INDEX tenon_inbox_pending ON tenon_inbox (position) WHERE state = 'pending';
    CREATE INDEX tenon_inbox_order ON tenon_inbox (order_digest, position)
      WHERE state = 'pending' AND order_digest IS NOT NULL;
    CREATE INDEX tenon_inbox_aside ON tenon_inbox (position) WHERE state IN ('dead', 'quarantined');
    CREATE INDEX tenon_inbox_done ON tenon_inbox (key_until) WHERE state = 'done';
    CREATE SEQUENCE tenon_inbox_position OWNED BY tenon_inbox.position;
    CREATE FUNCTION tenon_inbox_lock() RETURNS void LANGUAGE plpgsql AS $lock$
    BEGIN
      IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'the inbox works by read committed or serializable transactions, not by repeatable read'
          USING ERRCODE = 'object_not_in_prerequisite_state';
      END IF;
      PERFORM pg_advisory_xact_lock((${TENON}::bigint << 32) + 'tenon_inbox'::regclass::oid::bigint);
    END
    $lock$;
    CREATE FUNCTION tenon_inbox_append(batch json, variant_reason text, sender text)
    RETURNS SETOF text LANGUAGE plpgsql SET enable_seqscan = off AS $append$
    DECLARE
      moment timestamptz;
      outcomes text[];
    BEGIN
      PERFORM tenon_inbox_lock();
      moment := date_trunc('milliseconds', clock_timestamp());
      WITH given AS (
        SELECT *,
          row_number() OVER (PARTITION BY key_digest ORDER BY ordinality) = 1 AS is_first_of_key,
          row_number() OVER (PARTITION BY key_digest, hash ORDER BY ordinality) = 1 AS is_first_of_hash
        FROM ROWS FROM (json_to_recordset(batch) AS (
          provider text, account text, type text, message_id text, order_key text, body text, hash text, key text,
          key_digest uuid, order_digest uuid, key_ms float8, available_at float8)) WITH ORDINALITY
      ), known AS (
        SELECT given.*, is_known, is_kept FROM given CROSS JOIN LATERAL (
          SELECT count(*) > 0 AS is_known, coalesce(bool_or(kept.hash = given.hash), false) AS is_kept
          FROM tenon_inbox AS kept WHERE kept.key_digest = given.key_digest AND kept.key_until > moment
        ) AS remembered
      ), judged AS (
        SELECT known.*, CASE
          WHEN is_kept OR NOT is_first_of_hash THEN 'duplicate'
          WHEN is_known OR NOT is_first_of_key THEN 'quarantined'
          ELSE 'stored' END AS outcome
        FROM known
      ), added AS (
        INSERT INTO tenon_inbox (position, provider, account, type, message_id, order_key, body, hash, key,
          key_digest, order_digest, key_until, received_at, is_variant, state, claimable_at, reason)
        SELECT nextval('tenon_inbox_position'), provider, account, type, message_id, order_key, body, hash, key,
          key_digest, order_digest, moment + key_ms * interval '1 millisecond', moment, outcome = 'quarantined',
          CASE outcome WHEN 'stored' THEN 'pending' ELSE 'quarantined' END,
          coalesce(to_timestamp(available_at / 1000), moment),
          CASE outcome WHEN 'quarantined' THEN variant_reason END
        FROM (SELECT * FROM judged WHERE outcome <> 'duplicate' ORDER BY ordinality) AS news
      )
      SELECT array_agg(outcome ORDER BY ordinality) INTO outcomes FROM judged;
      IF 'stored' = ANY (outcomes) THEN
        PERFORM pg_notify('tenon_inbox', sender);
      END IF;
      RETURN QUERY SELECT unnest(outcomes);
    END
    $append$;
    CREATE FUNCTION tenon_inbox_replay(place bigint) RETURNS boolean LANGUAGE plpgsql AS $replay$
    BEGIN
      PERFORM tenon_inbox_lock();
      UPDATE tenon_inbox SET
        position = nextval('tenon_inbox_position'), state = 'pending', claimable_at = clock_timestamp(),
        attempts = 0, unended = 0, reason = NULL
      WHERE position = place AND state IN ('dead', 'quarantined');
      RETURN FOUND;
    END
    $replay$;`,
}
