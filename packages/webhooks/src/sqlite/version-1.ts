/**
 * The first version. A message is `pending` until it is `done` or `dead`. While it is, `claimable_at` says from when it may be
 * claimed: at once, after a back-off, or when the lease of a claim ends. `unended` counts the attempts, up to the
 * last one, of which no end is known. Times are milliseconds since 1970.
 */
export const VERSION_1 = `
  CREATE TABLE tenon_inbox (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    provider     TEXT NOT NULL,
    account      TEXT NOT NULL,
    type         TEXT NOT NULL,
    message_id   TEXT,
    order_key    TEXT,
    body         TEXT NOT NULL,
    hash         TEXT NOT NULL,
    key          TEXT NOT NULL,
    key_until    INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead', 'quarantined')),
    claimable_at INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    unended      INTEGER NOT NULL DEFAULT 0,
    fence        INTEGER NOT NULL DEFAULT 0,
    reason       TEXT
  );
  CREATE INDEX tenon_inbox_key ON tenon_inbox (provider, account, key);
  CREATE INDEX tenon_inbox_state ON tenon_inbox (state);
  CREATE INDEX tenon_inbox_done ON tenon_inbox (received_at) WHERE state = 'done';
  CREATE INDEX tenon_inbox_order ON tenon_inbox (provider, account, order_key, position)
    WHERE state = 'pending' AND order_key IS NOT NULL;
  CREATE TABLE tenon_inbox_schema (version INTEGER NOT NULL);
  INSERT INTO tenon_inbox_schema VALUES (1);`
