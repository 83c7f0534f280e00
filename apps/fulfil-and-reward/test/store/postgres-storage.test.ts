import { Socket } from 'node:net'

import { silentLogger } from '@tenon/core'
import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { openPostgresStorage } from '../../src/store/postgres/open-postgres-storage.ts'

const found = await findPostgres()
const JOB_CONNECTIONS = 10
const BEAT_MS = 2_500

let server: Database
beforeAll(async () => {
  if ('url' in found) server = await createDatabase(found.url)
})
afterAll(() => server?.drop())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function open() {
  const sealingKey = 'the-sealing-key-of-a-test-of-storage'
  const storage = await openPostgresStorage({ DATABASE_URL: server.url, sealingKey }, silentLogger)
  onTestFinished(() => storage[Symbol.asyncDispose]())
  return storage
}

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

describe.skipIf(lacking(found))('the storage in PostgreSQL', { timeout: 60_000 }, () => {
  test('says that the copy is alive while statements of the job hold every connection of its pool', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { job } = await open()
    const other = await connect()
    const watcher = await connect()
    const numberOf = async (sql: string): Promise<number> => Number((await watcher.query(sql)).rows[0].number)

    await other.query('BEGIN')
    await other.query('LOCK TABLE job_orders')
    const held = Array.from({ length: JOB_CONNECTIONS }, () => job.orders.takeUnsent(1))
    const waiting = `SELECT count(*) AS number FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await vi.waitFor(async () => expect(await numberOf(waiting)).toBe(JOB_CONNECTIONS), { timeout: 10_000 })

    await watcher.query('UPDATE job_copies SET alive_until = 0')
    vi.advanceTimersByTime(BEAT_MS)
    try {
      const aliveUntil = 'SELECT alive_until AS number FROM job_copies'
      await vi.waitFor(async () => expect(await numberOf(aliveUntil)).toBeGreaterThan(0), { timeout: 5_000 })
    } finally {
      await other.query('ROLLBACK')
      await Promise.all(held)
    }
  })

  test('a database that is not there, or a user that may not in, is for a person to mend', async () => {
    const sealingKey = 'the-sealing-key-of-a-test-of-storage'
    const nowhere = new URL(server.url)
    nowhere.pathname = '/there-is-no-such-database'
    const stranger = new URL(server.url)
    stranger.username = 'there_is_no_such_user'
    for (const { href: DATABASE_URL } of [nowhere, stranger])
      await expect(openPostgresStorage({ DATABASE_URL, sealingKey }, silentLogger)).rejects.toMatchObject({
        name: 'StoreError',
        isTheCallers: true,
        message: expect.stringContaining('DATABASE_URL'),
      })
  })

  test('probes the connection that listens, which nothing else would find dead', async () => {
    const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive')
    const { inbox } = await open()
    inbox.onAppend?.(() => {})
    await vi.waitFor(() => expect(keepAlive).toHaveBeenCalledWith(true, 10_000), { timeout: 5_000 })
  })
})
