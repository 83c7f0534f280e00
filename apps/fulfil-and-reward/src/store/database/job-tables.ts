/** What differs between the databases when tables are made. */
export interface TableTypes {
  /** A number that is given once, and never again. */
  readonly serial: string
  /** A whole number of up to 2^53. */
  readonly long: string
  /** Behind each table. */
  readonly options: string
}

/**
 * The tables of a job. What is about to be sent, was sent and came of it is there before the next step. Moments are
 * milliseconds since 1970.
 */
export function jobTables({ serial, long, options }: TableTypes): string {
  return `
  CREATE TABLE IF NOT EXISTS job_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)${options};
  CREATE TABLE IF NOT EXISTS job_copies (
    id ${serial},
    alive_until ${long} NOT NULL,
    callback_url TEXT
  )${options};
  CREATE TABLE IF NOT EXISTS job_orders (
    name TEXT PRIMARY KEY,
    line INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    body TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT 'read' CHECK (phase IN ('read', 'sending', 'accepted', 'refused')),
    reason TEXT,
    copy INTEGER,
    asked_at ${long} NOT NULL DEFAULT 0,
    status TEXT,
    rank INTEGER NOT NULL DEFAULT -1,
    shipped INTEGER NOT NULL DEFAULT 0,
    canceled INTEGER NOT NULL DEFAULT 0,
    reward TEXT NOT NULL CHECK (reward IN ('none', 'waiting', 'due', 'placed', 'failed')),
    reward_note TEXT,
    reward_order TEXT,
    reward_copy INTEGER,
    reward_at ${long} NOT NULL DEFAULT 0
  )${options};
  CREATE TABLE IF NOT EXISTS job_left_out (
    line INTEGER PRIMARY KEY,
    rows INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rejected', 'skipped')),
    reason TEXT NOT NULL
  )${options};
  CREATE INDEX IF NOT EXISTS job_orders_unsent ON job_orders (line) WHERE phase = 'read';
  CREATE INDEX IF NOT EXISTS job_orders_sending ON job_orders (line) WHERE phase = 'sending';
  CREATE INDEX IF NOT EXISTS job_orders_due ON job_orders (line) WHERE reward = 'due';
  CREATE INDEX IF NOT EXISTS job_orders_under_way ON job_orders (asked_at)
    WHERE phase = 'accepted' AND shipped = 0 AND canceled = 0;
  CREATE INDEX IF NOT EXISTS job_orders_counted ON job_orders (phase, reward, shipped, canceled, rows);
`
}
