import { DatabaseSync, type StatementSync } from 'node:sqlite'

import type { SqliteTransaction } from '@tenon/webhooks/sqlite'

import type { JobDatabase } from '../database/job-database.ts'
import { jobTables } from '../database/job-tables.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { toQuestionMarks } from './to-question-marks.ts'
import { upgradeTables } from './upgrade-tables.ts'

export interface SqliteJobDatabase extends JobDatabase<SqliteTransaction> {
  close(): void
}

/** The job's tables in a file, which is for one run at a time: whatever an earlier one held is free again. */
export function openSqliteJobDatabase(path: string): SqliteJobDatabase {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  upgradeTables(database)
  database.exec(
    jobTables({ serial: 'INTEGER PRIMARY KEY AUTOINCREMENT', long: 'INTEGER', options: ' STRICT' }),
  )
  database.exec('DELETE FROM job_copies')
  const statements = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    let statement = statements.get(sql)
    if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)))
    return statement
  }

  return {
    dialect: sqliteDialect,
    async query(sql, ...values) {
      const statement = toQuestionMarks({ sql, values })
      return prepare(statement.sql).all(...statement.values)
    },
    within(transaction, all) {
      for (const statement of all.map(toQuestionMarks)) transaction.run(statement.sql, ...statement.values)
    },
    close: () => database.close(),
  }
}
