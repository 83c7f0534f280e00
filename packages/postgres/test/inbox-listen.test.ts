import { createSeededRandom } from '@tenon/core/testing'
import { findPostgres, lacking } from '@tenon/servers'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { message } from './support/message.ts'
import { withInboxes } from './support/with-inboxes.ts'

const missing = lacking(await findPostgres())
const WAIT = { timeout: 10_000, interval: 20 }

/** Two processes, of which the first listens. */
async function startListening({ failures = 0 } = {}) {
  const { connect, pool, url, terminate } = await withInboxes()
  const clients: Client[] = []
  let calls = 0
  const listen = () => {
    calls += 1
    if (calls <= failures) throw new Error('the password file is being replaced')
    const client = new Client({ connectionString: url, application_name: 'listener' })
    clients.push(client)
    return client
  }
  const random = createSeededRandom(1)
  const warnings: unknown[] = []
  const warn = (fields: object): void => void warnings.push(fields)
  const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
  const [inbox, other] = [connect({ listen, random, logger }), connect()]
  let heard = 0
  const leave = inbox.onAppend(() => (heard += 1))
  onTestFinished(leave)
  const listeners = async (): Promise<number> => {
    const { rows } = await pool.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE application_name = 'listener' AND datname = current_database() AND query = 'LISTEN tenon_inbox' AND state = 'idle'`,
    )
    return Number(rows[0].count)
  }
  await vi.waitUntil(async () => (await listeners()) === 1, WAIT)
  return { inbox, other, clients, warnings, listeners, terminate, heard: () => heard }
}

describe.skipIf(missing)('an inbox in PostgreSQL that listens', () => {
  test('hears what another process appends, and nothing of repetitions', async () => {
    const { other, heard } = await startListening()
    await other.append([message('1')])
    await vi.waitUntil(() => heard() === 1, WAIT)
    await other.append([message('1')])
    await other.append([message('2')])
    await vi.waitUntil(() => heard() > 1, WAIT)
    expect(heard()).toBe(2)
  })

  test('hears of its own appends once', async () => {
    const { inbox, other, heard } = await startListening()
    await inbox.append([message('1')])
    expect(heard()).toBe(1)
    await other.append([message('2')])
    await vi.waitUntil(() => heard() > 1, WAIT)
    expect(heard()).toBe(2)
  })

  test('listens again after its session was ended, and looks at once, as it may have missed something', async () => {
    const { other, clients, listeners, terminate, heard } = await startListening()
    await terminate()
    await vi.waitUntil(() => heard() === 1, WAIT)
    expect(clients).toHaveLength(2)
    expect(await listeners()).toBe(1)
    await vi.waitUntil(() => other.append([message('1')]).catch(() => false), WAIT)
    await vi.waitUntil(() => heard() === 2, WAIT)
  })

  test('tries again where a client cannot even be made', async () => {
    const { other, clients, warnings, heard } = await startListening({ failures: 2 })
    await vi.waitUntil(() => heard() === 1, WAIT)
    await other.append([message('1')])
    await vi.waitUntil(() => heard() === 2, WAIT)
    expect(clients).toHaveLength(1)
    expect(warnings).toMatchObject([
      { losses: 1, reason: 'the password file is being replaced' },
      { losses: 2, reason: 'the password file is being replaced' },
    ])
  })

  test('lets go of its connection when it is closed, and makes no other', async () => {
    const { inbox, clients, listeners } = await startListening()
    await inbox.close()
    await vi.waitUntil(async () => (await listeners()) === 0, WAIT)
    inbox.onAppend(() => {})
    expect(clients).toHaveLength(1)
  })
})
