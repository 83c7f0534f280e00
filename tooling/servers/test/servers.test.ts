import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'

import { answersPing } from '../src/answers-ping.ts'
import { answersQuery } from '../src/answers-query.ts'
import {
  createDatabase,
  findPostgres,
  findRedis,
  lacking,
  redisBinary,
  startPostgres,
  startRedis,
} from '../src/index.ts'
import { embedded } from '../src/postgres-binaries.ts'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

describe('redis', async () => {
  const found = await findRedis()

  test.skipIf(lacking(found))('is found', async () => {
    expect(found).toHaveProperty('url')
  })

  test.skipIf(redisBinary() === undefined)(
    'of our own starts, with settings, and is gone when it is stopped',
    async () => {
      const server = await startRedis({ settings: { maxmemory: '3mb' } })
      closing.push(() => server.stop())
      expect(await answersPing(server.port)).toBe(true)
      await server.stop()
      expect(await answersPing(server.port)).toBe(false)
    },
  )
})

describe('postgres', async () => {
  const found = await findPostgres()

  test.skipIf(lacking(found))('lends a database, and takes it back from who is connected', async () => {
    const database = await createDatabase((found as { url: string }).url)
    const client = new Client({ connectionString: database.url })
    client.on('error', () => {})
    await client.connect()
    await client.query('CREATE TABLE things (id text)')
    await database.drop()
    expect(await answersQuery(database.url)).toBe(false)
    await client.end()
  })

  test.skipIf(embedded() === undefined)(
    'from npm starts where nothing is installed, forgets nobody in a restart, and leaves nothing behind',
    async () => {
      const server = await startPostgres(embedded())
      closing.push(() => server.close())
      const { url, drop } = await createDatabase(server.url)
      await server.restart()
      expect(await answersQuery(url)).toBe(true)
      await drop()
    },
    60_000,
  )
})
