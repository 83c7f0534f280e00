/** A message has its turn when no earlier one of its order key is pending. */
export const CLAIM = `
  UPDATE tenon_inbox
  SET attempts = attempts + 1, unended = unended + 1, fence = fence + 1, claimable_at = ?2
  WHERE position IN (
    SELECT position FROM tenon_inbox AS candidate
    WHERE state = 'pending' AND claimable_at <= ?1
      AND (order_key IS NULL OR NOT EXISTS (
        SELECT 1 FROM tenon_inbox AS earlier
        WHERE earlier.state = 'pending'
          AND earlier.provider = candidate.provider AND earlier.account = candidate.account
          AND earlier.order_key = candidate.order_key AND earlier.position < candidate.position))
    ORDER BY position LIMIT ?3)
  RETURNING *`

/** Of what is remembered under a key. */
export const KNOWN_HASHES = `
  SELECT hash FROM tenon_inbox WHERE provider = ? AND account = ? AND key = ? AND key_until > ?`

export const INSERT = `
  INSERT INTO tenon_inbox (provider, account, type, message_id, order_key, body, hash, key,
    key_until, received_at, claimable_at, state, reason, is_variant)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Writes, and changes nothing. */
export const TOUCH = `UPDATE tenon_inbox_schema SET version = version`

export const PRUNE = `
  DELETE FROM tenon_inbox WHERE position IN (
    SELECT position FROM tenon_inbox WHERE state = 'done' AND key_until <= ? LIMIT ?)`

const HELD = `position = ? AND fence = ? AND state = 'pending'`

export const RENEW = `UPDATE tenon_inbox SET claimable_at = ? WHERE ${HELD}`

export const COMPLETE = `UPDATE tenon_inbox SET state = 'done', reason = NULL WHERE ${HELD}`

export const RETRY = `
  UPDATE tenon_inbox SET unended = 0, fence = fence + 1, reason = ?, claimable_at = ? WHERE ${HELD}`

export const BURY = `
  UPDATE tenon_inbox SET unended = 0, fence = fence + 1, reason = ?, state = 'dead' WHERE ${HELD}`

export const RELEASE = `
  UPDATE tenon_inbox
  SET attempts = attempts - 1, unended = unended - 1, fence = fence + 1, claimable_at = ?
  WHERE ${HELD}`

export const COUNTS = `SELECT state, count(*) AS count FROM tenon_inbox GROUP BY state`

export const OLDEST_PENDING = `SELECT min(received_at) AS oldest FROM tenon_inbox WHERE state = 'pending'`

const IS_SET_ASIDE = `state IN ('dead', 'quarantined')`

export const SET_ASIDE = `
  SELECT * FROM tenon_inbox WHERE ${IS_SET_ASIDE} AND position > ? ORDER BY position LIMIT ?`

/** The same message in a new place; the old one is then removed. */
export const REPLAY = `
  INSERT INTO tenon_inbox (provider, account, type, message_id, order_key, body, hash, key,
    key_until, received_at, is_variant, claimable_at, state)
  SELECT provider, account, type, message_id, order_key, body, hash, key,
    key_until, received_at, is_variant, ?, 'pending'
  FROM tenon_inbox WHERE position = ? AND ${IS_SET_ASIDE}`

export const REMOVE = `DELETE FROM tenon_inbox WHERE position = ?`

export const DISCARD = `UPDATE tenon_inbox SET state = 'done' WHERE position = ? AND ${IS_SET_ASIDE}`
