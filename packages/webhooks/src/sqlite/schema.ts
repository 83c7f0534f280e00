import type { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'

import { VERSION_1 } from './version-1.ts'
import { VERSION_2 } from './version-2.ts'

/** Each brings the tables from the version before it to its own. */
const STEPS = [VERSION_1, VERSION_2]

/**
 * Makes the tables of the inbox, or brings them up to date, under the lock of the file: another process may be
 * doing the same. Their version is in a table of their own, as the file may hold other people's tables and SQLite's
 * `user_version` is one for all.
 */
export function createSchema(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
    if (version > STEPS.length) {
      const message = `the file has version ${version} of the inbox's tables, this package knows ${STEPS.length}`
      throw new ConfigurationError({
        message,
        option: 'path',
        advice: 'Use the @tenon/webhooks that made it',
      })
    }
    for (const step of STEPS.slice(version)) database.exec(step)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** 0 where there are no tables. */
function versionOf(database: DatabaseSync): number {
  const table = database
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tenon_inbox_schema'`)
    .get()
  if (table === undefined) return 0
  return Number(database.prepare('SELECT version FROM tenon_inbox_schema').get()?.['version'])
}
