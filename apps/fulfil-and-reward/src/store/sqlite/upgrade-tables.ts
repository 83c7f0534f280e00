import type { DatabaseSync } from 'node:sqlite'

/** What the tables of a job had not yet when one copy alone could work on it. */
const ADDED = [
  'ALTER TABLE job_orders ADD COLUMN copy INTEGER',
  'ALTER TABLE job_orders ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE job_orders ADD COLUMN reward_copy INTEGER',
  'ALTER TABLE job_orders ADD COLUMN reward_at INTEGER NOT NULL DEFAULT 0',
  'CREATE UNIQUE INDEX job_left_out_line ON job_left_out (line)',
  'DROP INDEX IF EXISTS job_orders_by_phase',
  'DROP INDEX IF EXISTS job_orders_by_reward',
]

/** Brings the tables of an older state file up to date: a job that was begun is gone on with. */
export function upgradeTables(database: DatabaseSync): void {
  const columns = database.prepare(`SELECT name FROM pragma_table_info('job_orders')`).all()
  if (columns.length === 0 || columns.some(({ name }) => name === 'copy')) return
  database.exec(`BEGIN IMMEDIATE; ${ADDED.join(';')}; COMMIT`)
}
