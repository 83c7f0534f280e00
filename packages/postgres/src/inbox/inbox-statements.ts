const ms = (parameter: string): string => `${parameter} * interval '1 millisecond'`

/**
 * The end of this statement's transaction does not wait for the disk. A server that crashes may then forget that
 * something was claimed, and the next claim has a greater fence all the same, as that is above the time.
 */
const unhurried = `SELECT set_config('synchronous_commit', 'off', true)`

const nextFence = `greatest(fence + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)`

const columns = `position, provider, account, type, message_id, order_key, body, hash, key, is_variant::int,
  round(extract(epoch FROM received_at)::numeric * 1000) AS received_at, state, attempts, unended, fence, reason`

/** Messages as JSON, why one is a variant, who appends. */
export const APPEND = `SELECT outcome FROM tenon_inbox_append($1, $2, $3) AS outcome`

/**
 * Read committed, whatever the default is. A transaction that stands still for longer is ended by the server, as a
 * process that sleeps would hold its rows for as long, and nobody else could claim them.
 *
 * @param idleMs a whole number of milliseconds
 */
export const begin = (idleMs: number): string =>
  `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`

/**
 * With its values in it, as it is sent together with what begins its transaction. A message has its turn when no
 * earlier one of its order key is pending. What is true of that when the statement begins stays true: appends and
 * replays get the last place, in their order.
 */
export const claimStatement = (limit: number, leaseMs: number): string => `
WITH unhurried AS MATERIALIZED (${unhurried}),
turn AS MATERIALIZED (
  SELECT position AS place FROM tenon_inbox AS candidate
  WHERE state = 'pending' AND claimable_at <= now()
    AND (order_digest IS NULL OR NOT EXISTS (
      SELECT FROM tenon_inbox AS earlier
      WHERE earlier.state = 'pending' AND earlier.order_digest = candidate.order_digest
        AND earlier.position < candidate.position))
  ORDER BY position LIMIT ${Number(limit)}
  FOR UPDATE SKIP LOCKED
)
UPDATE tenon_inbox SET
  attempts = attempts + 1, unended = unended + 1, fence = ${nextFence}, claimable_at = now() + ${ms(String(Number(leaseMs)))}
FROM turn, unhurried WHERE position = turn.place
RETURNING ${columns}`

/** Position, fence. */
const HELD = `position = $1 AND fence = $2 AND state = 'pending'`

/** And milliseconds. */
export const RENEW = `
WITH unhurried AS MATERIALIZED (${unhurried})
UPDATE tenon_inbox SET claimable_at = now() + ${ms('$3')} FROM unhurried WHERE ${HELD}`

export const COMPLETE = `UPDATE tenon_inbox SET state = 'done', reason = NULL WHERE ${HELD}`

/** And the reason, milliseconds. */
export const RETRY = `
UPDATE tenon_inbox SET unended = 0, fence = ${nextFence}, reason = $3, claimable_at = now() + ${ms('$4')}
WHERE ${HELD}`

/** And the reason. */
export const BURY = `
UPDATE tenon_inbox SET unended = 0, fence = ${nextFence}, reason = $3, state = 'dead' WHERE ${HELD}`

export const RELEASE = `
UPDATE tenon_inbox SET
  attempts = attempts - 1, unended = unended - 1, fence = ${nextFence}, claimable_at = now()
WHERE ${HELD}`

export const COUNTS = `
SELECT state, count(*) AS count,
  greatest(0, round(extract(epoch FROM now() - min(received_at))::numeric * 1000)) AS oldest_ms
FROM tenon_inbox GROUP BY state`

/** After, at most. */
export const SET_ASIDE = `
SELECT ${columns} FROM tenon_inbox WHERE state IN ('dead', 'quarantined') AND position > $1
ORDER BY position LIMIT $2`

/** Position. */
export const REPLAY = `SELECT tenon_inbox_replay($1)::int AS replayed`

/** Position. */
export const DISCARD = `
UPDATE tenon_inbox SET state = 'done' WHERE position = $1 AND state IN ('dead', 'quarantined')`

/** At most. */
export const PRUNE = `
DELETE FROM tenon_inbox WHERE position IN (
  SELECT position FROM tenon_inbox WHERE state = 'done' AND key_until <= now() LIMIT $1 FOR UPDATE SKIP LOCKED)`
