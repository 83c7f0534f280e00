import { DatabaseSync } from 'node:sqlite'

/** How long to wait for another process that is writing. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * A connection whose commits are on disk when they return. With a write-ahead log, that holds for everything that
 * other connections have committed before, too.
 */
export function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA synchronous = FULL`)
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal')
      throw new Error(`it cannot have a write-ahead log (its journal mode is ${JSON.stringify(mode)})`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
