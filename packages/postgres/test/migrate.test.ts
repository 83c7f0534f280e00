import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { migrate, migrationScript } from '../src/index.ts'
import { scriptOf } from '../src/schema/migration-script.ts'

const found = await findPostgres()
const missing = lacking(found)

describe.skipIf(missing)('migrate', () => {
  let database: Database
  let pool: Pool

  beforeEach(async () => {
    database = await createDatabase((found as { url: string }).url)
    pool = new Pool({ connectionString: database.url })
    pool.on('error', () => {})
  })

  afterEach(async () => {
    await pool.end()
    await database.drop()
  })

  async function versions(): Promise<unknown> {
    return (await pool.query('SELECT part, version FROM tenon_schema ORDER BY part')).rows
  }

  test('makes the tables, whoever else does so at the same time, and again', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrate({ pool })))
    await migrate({ pool })
    expect(await versions()).toEqual([
      { part: 'inbox', version: 1 },
      { part: 'tokens', version: 1 },
    ])
    expect((await pool.query('SELECT * FROM tenon_tokens')).rows).toEqual([])
  })

  test.each(['read committed', 'repeatable read', 'serializable'])(
    'waits for another process that migrates, and sees what that has made, where transactions are %s by default',
    async (level) => {
      const options = `-c default_transaction_isolation=${level.replace(' ', String.raw`\ `)}`
      const others = new Pool({ connectionString: database.url, options })
      others.on('error', () => {})
      const first = await pool.connect()
      try {
        await first.query('BEGIN')
        await first.query(migrationScript())
        const migrations = Promise.allSettled([migrate({ pool: others }), migrate({ pool: others })])
        await vi.waitUntil(async () => {
          const { rows } = await pool.query(
            `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database =
               (SELECT oid FROM pg_database WHERE datname = current_database())`,
          )
          return rows.length === 2
        })
        await first.query('COMMIT')
        expect(await migrations).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
      } finally {
        first.release()
        await others.end()
      }
    },
  )

  test('leaves a connection as it found it when it fails', async () => {
    await pool.query('CREATE VIEW tenon_schema AS SELECT 1 AS one')
    const client = await pool.connect()
    try {
      await expect(migrate({ pool: client })).rejects.toThrow('part')
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    } finally {
      client.release()
    }
  })

  test('runs what is new of each part, in order, once', async () => {
    const first = [
      { part: 'a', version: 1, sql: 'CREATE TABLE a (one text);' },
      { part: 'b', version: 1, sql: 'CREATE TABLE b (one text);' },
    ]
    const second = [
      ...first,
      { part: 'a', version: 2, sql: 'ALTER TABLE a ADD two text; ALTER TABLE a ADD three text;' },
    ]
    await pool.query(scriptOf(first))
    await pool.query(scriptOf(second))
    await pool.query(scriptOf(second))
    expect(await versions()).toEqual([
      { part: 'a', version: 2 },
      { part: 'b', version: 1 },
    ])
    const { fields } = await pool.query('SELECT * FROM a')
    expect(fields.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
  })

  test('changes nothing when a step fails', async () => {
    const steps = [
      { part: 'a', version: 1, sql: 'CREATE TABLE a (one text);' },
      { part: 'a', version: 2, sql: 'ALTER TABLE b ADD two text;' },
    ]
    await expect(pool.query(scriptOf(steps))).rejects.toThrow('"b" does not exist')
    await expect(versions()).rejects.toThrow('tenon_schema')
  })

  test('leaves a database of a later version alone', async () => {
    await migrate({ pool })
    await pool.query('UPDATE tenon_schema SET version = 7')
    await migrate({ pool })
    expect(await versions()).toEqual([
      { part: 'inbox', version: 7 },
      { part: 'tokens', version: 7 },
    ])
  })
})
