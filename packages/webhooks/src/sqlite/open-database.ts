import { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'

import { createSchema } from './schema.ts'

/** How long to wait for another process that is writing. */
const BUSY_TIMEOUT_MS = 5_000

/** Opens the file so that a commit that was acknowledged survives a crash of the process and of the machine. */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA synchronous = FULL`)
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal')
      throw new Error(`it cannot have a write-ahead log (its journal mode is ${JSON.stringify(mode)})`)
    createSchema(database)
    return database
  } catch (cause) {
    database?.close()
    if (ConfigurationError.isInstance(cause)) throw cause
    const why = cause instanceof Error ? cause.message : 'unknown'
    throw new ConfigurationError({
      message: `the inbox cannot be kept in "${path}": ${why}`,
      advice: 'Name a file on a local disk, in a folder that exists and may be written',
      option: 'path',
      cause,
    })
  }
}
