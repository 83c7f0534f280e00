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
    key_until, received_at, claimable_at, state, reason)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** A few at each append, so that the file does not grow with its age and no append takes long. */
export const FORGET = `
  DELETE FROM tenon_inbox WHERE position IN (
    SELECT position FROM tenon_inbox WHERE state = 'done' AND received_at <= ? LIMIT 100)`

const HELD = `position = ? AND fence = ? AND state = 'pending'`

export const COMPLETE = `UPDATE tenon_inbox SET state = 'done', reason = NULL WHERE ${HELD}`

export const RETRY = `
  UPDATE tenon_inbox SET unended = 0, fence = fence + 1, reason = ?, claimable_at = ? WHERE ${HELD}`

export const BURY = `
  UPDATE tenon_inbox SET fence = fence + 1, reason = ?, state = 'dead' WHERE ${HELD}`

export const RELEASE = `
  UPDATE tenon_inbox
  SET attempts = attempts - 1, unended = unended - 1, fence = fence + 1, claimable_at = ?
  WHERE ${HELD}`

export const COUNTS = `SELECT state, count(*) AS count FROM tenon_inbox GROUP BY state`

export const SET_ASIDE = `
  SELECT * FROM tenon_inbox WHERE state IN ('dead', 'quarantined') ORDER BY position LIMIT ?`
