import { createDatabase, findPostgres, type Database } from '@tenon/servers'
import { Pool, type PoolConfig } from 'pg'
import { afterAll } from 'vitest'

let database: Promise<Database> | undefined
let schemas = 0

afterAll(async () => {
  await (await database)?.drop()
})

async function create(): Promise<Database> {
  const found = await findPostgres()
  if ('missing' in found) throw new Error(found.missing)
  return createDatabase(found.url)
}

/** A schema of the test's own, in the database of its file: cheaper than a database for each. */
export async function createSchema(): Promise<{ url: string; config: PoolConfig }> {
  const { url } = await (database ??= create())
  const schema = `test_${(schemas += 1)}`
  const pool = new Pool({ connectionString: url, max: 1 })
  // It is ended before its session is, which another test may end first.
  pool.on('error', () => {})
  await pool.query(`CREATE SCHEMA ${schema}`)
  await pool.end()
  return { url, config: { options: `-c search_path=${schema}` } }
}
