import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { tokenStoreSuite } from '@tenon/testing'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'

import { createPostgresTokenStore, migrate } from '../src/index.ts'

const found = await findPostgres()
const missing = lacking(found)

describe.skipIf(missing)('the store in PostgreSQL', () => {
  let database: Database
  let admin: Pool

  beforeAll(async () => {
    database = await createDatabase((found as { url: string }).url)
    admin = new Pool({ connectionString: database.url })
    // A pool is ended before its sessions are, and the database is dropped with them.
    admin.on('error', () => {})
    await migrate({ pool: admin })
  })

  afterAll(async () => {
    await admin.end()
    await database.drop()
  })

  const suite = tokenStoreSuite({
    connect() {
      const pool = new Pool({ connectionString: database.url, max: 5 })
      pool.on('error', () => {})
      return { store: createPostgresTokenStore({ pool }), close: () => pool.end() }
    },
    leaseMs: 400,
    lose: async (key) => void (await admin.query('DELETE FROM tenon_tokens WHERE key = $1', [key])),
  })

  test.for(suite)('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
