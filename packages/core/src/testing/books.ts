import { DatabaseSync } from 'node:sqlite'

/** What a fake vendor remembers: collections of records, in memory or in a file that outlives the process. */
export interface Books {
  collection<T>(name: string): Collection<T>
  close(): void
}

export interface Collection<T> {
  get(key: string): T | undefined
  /** Inserts or replaces. */
  set(key: string, value: T): void
  delete(key: string): void
  /** In the order of first insertion. */
  values(): IterableIterator<T>
  readonly size: number
}

/** @param file where to keep them; without one they are gone with the process */
export function createBooks(file?: string): Books {
  const database = file === undefined ? undefined : openDatabase(file)
  const collections = new Map<string, Collection<unknown>>()

  return {
    collection<T>(name: string): Collection<T> {
      let collection = collections.get(name)
      if (collection === undefined) {
        collection = database === undefined ? inMemory() : inFile(database, name)
        collections.set(name, collection)
      }
      return collection as Collection<T>
    },
    close: () => database?.close(),
  }
}

function inMemory(records = new Map<string, unknown>()): Collection<unknown> {
  return {
    get: (key) => records.get(key),
    set: (key, value) => void records.set(key, value),
    delete: (key) => void records.delete(key),
    values: () => records.values(),
    get size() {
      return records.size
    },
  }
}

/** Read once, written through. */
function inFile(database: DatabaseSync, name: string): Collection<unknown> {
  const rows = database
    .prepare('SELECT key, value FROM books WHERE collection = ? ORDER BY position')
    .all(name)
  const memory = inMemory(new Map(rows.map((row) => [String(row['key']), JSON.parse(String(row['value']))])))
  const upsert = database.prepare(
    `INSERT INTO books (collection, key, value) VALUES (?, ?, ?)
     ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value`,
  )
  const remove = database.prepare('DELETE FROM books WHERE collection = ? AND key = ?')
  return {
    get: (key) => memory.get(key),
    values: () => memory.values(),
    get size() {
      return memory.size
    },
    set(key, value) {
      memory.set(key, value)
      upsert.run(name, key, JSON.stringify(value))
    },
    delete(key) {
      memory.delete(key)
      remove.run(name, key)
    },
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  // The fake's own durability is not what is tested: a lost tail is avoided by the process ending in order.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS books (
      position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      UNIQUE (collection, key))`)
  return database
}
