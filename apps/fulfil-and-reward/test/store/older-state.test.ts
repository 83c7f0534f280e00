import { DatabaseSync } from 'node:sqlite'

import { expect, test } from 'vitest'

import { openJobStore } from '../../src/store/job-store.ts'
import { openSqliteJobDatabase } from '../../src/store/sqlite/sqlite-job-database.ts'
import { newState } from '../job/app-process.ts'

/** As state files were made when one copy alone could work on a job. */
const OLDER = `
  CREATE TABLE job_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE job_orders (
    name TEXT PRIMARY KEY, line INTEGER NOT NULL, rows INTEGER NOT NULL, body TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT 'read', reason TEXT, status TEXT, rank INTEGER NOT NULL DEFAULT -1,
    shipped INTEGER NOT NULL DEFAULT 0, canceled INTEGER NOT NULL DEFAULT 0,
    reward TEXT NOT NULL, reward_note TEXT, reward_order TEXT) STRICT;
  CREATE INDEX job_orders_by_phase ON job_orders (phase, line);
  CREATE TABLE job_left_out (
    line INTEGER NOT NULL, rows INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
  INSERT INTO job_facts VALUES ('imported', 'yes');
  INSERT INTO job_orders (name, line, rows, body, phase, reward) VALUES ('#1', 1, 1, '{}', 'sending', 'waiting');
  INSERT INTO job_left_out VALUES (2, 1, '#2', 'skipped', 'canceled')`

test('a job that was begun with an older state file is gone on with', async () => {
  const path = newState()
  const older = new DatabaseSync(path)
  older.exec(OLDER)
  older.close()
  for (let run = 1; run <= 2; run += 1) {
    const database = openSqliteJobDatabase(path)
    const store = await openJobStore(database, () => {})
    expect(await store.imports.isDone()).toBe(true)
    expect(await store.report.counts()).toMatchObject({ orders: 1, unsent: 1, skipped: 1 })
    expect((await store.orders.takeUnclear(9)).map(({ name }) => name)).toEqual(['#1'])
    database.close()
  }
})
