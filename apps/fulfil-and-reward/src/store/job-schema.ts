/** The tables of a job. What is about to be sent, was sent and came of it is on disk before the next step. */
export const jobSchema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS job_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS job_orders (
    name TEXT PRIMARY KEY,
    line INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    body TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT 'read' CHECK (phase IN ('read', 'sending', 'accepted', 'refused')),
    reason TEXT,
    status TEXT,
    rank INTEGER NOT NULL DEFAULT -1,
    shipped INTEGER NOT NULL DEFAULT 0,
    canceled INTEGER NOT NULL DEFAULT 0,
    reward TEXT NOT NULL CHECK (reward IN ('none', 'waiting', 'due', 'placed', 'failed')),
    reward_note TEXT,
    reward_order TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS job_orders_by_phase ON job_orders (phase, line);
  CREATE INDEX IF NOT EXISTS job_orders_by_reward ON job_orders (reward, line);
  CREATE TABLE IF NOT EXISTS job_left_out (
    line INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rejected', 'skipped')),
    reason TEXT NOT NULL
  ) STRICT;
`
