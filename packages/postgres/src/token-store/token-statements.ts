/** For how long a row is kept after the last of it was alive: for as long failures in a row are counted. */
const KEPT = `interval '1 hour'`
const ms = (parameter: string): string => `${parameter} * interval '1 millisecond'`

/** What keeps a caller from the lease, at a moment. `$2` is the token that it has seen. */
const alive = (row: string, now: string): string => `coalesce(
  (${row}.ends_at > ${now} AND ${row}.token_id IS DISTINCT FROM $2)
  OR ${row}.paused_until > ${now} OR ${row}.leased_until > ${now}, false)`

/**
 * Key, seen, milliseconds of the lease. Who can see that there is nothing to take only reads. Otherwise the row
 * decides, once it is locked: what was true when the statement began may have changed. Who then gets no lease is told
 * what was, which for a row that is new is nothing: no row means wait.
 */
export const STEP = `
WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
before AS MATERIALIZED (SELECT * FROM tenon_tokens WHERE key = $1),
taken AS (
  INSERT INTO tenon_tokens AS kept (key, fence, taken_at, leased_until, forget_at)
  SELECT $1, floor(extract(epoch FROM now) * 1000)::bigint, now, now + ${ms('$3')}, now + ${ms('$3')} + ${KEPT}
  FROM clock
  WHERE NOT EXISTS (SELECT FROM before WHERE ${alive('before', 'now')})
  ON CONFLICT (key) DO UPDATE SET
    -- Above every earlier one, those too that a fail-over has lost.
    fence = greatest(kept.fence + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint),
    taken_at = clock_timestamp(),
    leased_until = clock_timestamp() + ${ms('$3')},
    forget_at = greatest(kept.ends_at, kept.paused_until, clock_timestamp() + ${ms('$3')}) + ${KEPT}
  WHERE NOT ${alive('kept', 'clock_timestamp()')}
  RETURNING fence, failures
)
SELECT 'leased' AS state, fence, failures, NULL AS id, NULL AS sealed, NULL::float8 AS ms FROM taken
UNION ALL
SELECT 'adopt', NULL, NULL, token_id, encode(sealed, 'base64'), extract(epoch FROM now - born_at)::float8 * 1000
FROM before, clock
WHERE NOT EXISTS (SELECT FROM taken) AND ends_at > now AND token_id IS DISTINCT FROM $2
UNION ALL
SELECT 'failed', NULL, NULL, failure_code, NULL, extract(epoch FROM paused_until - now)::float8 * 1000
FROM before, clock
WHERE NOT EXISTS (SELECT FROM taken) AND paused_until > now
LIMIT 1`

/** Key, fence. */
const HELD = `key = $1 AND fence = $2 AND leased_until > clock_timestamp()`

/** Key, fence, id, sealed, milliseconds of life. Rows that nobody will ask for go at the same time. */
export const PUT = `
WITH forgotten AS (
  DELETE FROM tenon_tokens WHERE key IN (
    SELECT key FROM tenon_tokens WHERE forget_at < clock_timestamp() LIMIT 100 FOR UPDATE SKIP LOCKED)
)
UPDATE tenon_tokens SET
  token_id = $3, sealed = decode($4, 'base64'), born_at = taken_at, ends_at = taken_at + ${ms('$5')},
  failures = 0, failure_code = NULL, paused_until = NULL, leased_until = NULL,
  forget_at = greatest(taken_at + ${ms('$5')}, clock_timestamp()) + ${KEPT}
WHERE ${HELD}`

/** Key, fence, code, milliseconds. */
export const FAIL = `
UPDATE tenon_tokens SET
  failure_code = $3, paused_until = clock_timestamp() + ${ms('$4')}, failures = failures + 1, leased_until = NULL,
  forget_at = greatest(ends_at, clock_timestamp() + ${ms('$4')}) + ${KEPT}
WHERE ${HELD}`
