import { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'

export interface TablesOptions {
  readonly path: string
  /** What the tables are, for the error: `the order journal`. */
  readonly subject: string
  /** The main table; its version lies in `<name>_schema`. */
  readonly name: string
  readonly version: number
  /** SQL that makes the tables, but for the version's. */
  readonly schema: string
}

/**
 * Opens a database file, which may hold tables of others, and makes ours if they are not there.
 *
 * @throws ConfigurationError when they are of another version, or the file is something else
 */
export function openTables({ path, subject, name, version, schema }: TablesOptions): DatabaseSync {
  const refuse = (problem: string, cause?: unknown): ConfigurationError =>
    new ConfigurationError({
      message: `${subject} "${path}" cannot be used: ${problem}`,
      advice: 'Give it a database file, and use the release of @tenon/hubble that made its tables',
      option: 'path',
      cause,
    })
  if (typeof path !== 'string' || path.trim() === '') throw refuse('the path is empty')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    database.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE')
    const found = versionOf(database, name)
    if (found === undefined) {
      database.exec(`${schema};
        CREATE TABLE ${name}_schema (version INTEGER NOT NULL) STRICT;
        INSERT INTO ${name}_schema VALUES (${version})`)
    } else if (found !== version) throw refuse(`its version is ${found}, not ${version}`)
    database.exec('COMMIT; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    return database
  } catch (error) {
    database?.close()
    throw ConfigurationError.isInstance(error) ? error : refuse('it does not open as a database', error)
  }
}

function versionOf(database: DatabaseSync, name: string): number | undefined {
  const tables = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`)
  if (tables.get(`${name}_schema`) === undefined) return undefined
  return Number(database.prepare(`SELECT version FROM ${name}_schema`).get()?.['version'])
}
