import { systemClock, type Clock } from '@tenon/core'
import { findPostgres, lacking } from '@tenon/servers'
import { createWorker } from '@tenon/webhooks'
import { describe, expect, onTestFinished, test } from 'vitest'

import { message } from './support/message.ts'
import { withInboxes } from './support/with-inboxes.ts'

const missing = lacking(await findPostgres())
const HOUR_MS = 3_600_000

describe.skipIf(missing)('a worker on the inbox in PostgreSQL', () => {
  test.each([
    ['an hour behind', -HOUR_MS],
    ['an hour ahead', HOUR_MS],
  ])('keeps its pauses when its clock is %s of that of the server', async (_, skewMs) => {
    const { connect, pool } = await withInboxes()
    const inbox = connect()
    const clock: Clock = { ...systemClock, wall: () => systemClock.wall() + skewMs }
    const attempts: number[] = []
    const random = { uuid: () => crypto.randomUUID(), bytes: () => new Uint8Array(16), fraction: () => 1 }
    const worker = createWorker({
      inbox,
      clock,
      random,
      pollMs: 50,
      handle() {
        attempts.push(clock.monotonic())
        if (attempts.length === 1) throw new Error('down for a moment')
      },
    })
    onTestFinished(() => worker.stop())
    await inbox.append([message('1')])
    worker.start()
    await expect.poll(() => attempts.length).toBe(1)
    const { oldestPendingMs } = await worker.health()
    expect(oldestPendingMs).toBeLessThan(60_000)
    await worker.drained()
    const [first = 0, second = 0] = attempts
    expect(second - first).toBeGreaterThan(950)
    const { rows } = await pool.query('SELECT attempts, state FROM tenon_inbox')
    expect(rows).toEqual([{ attempts: 2, state: 'done' }])
  })

  test('sets a message aside that somebody has made unreadable, and no other with it', async () => {
    const { connect, pool } = await withInboxes()
    const inbox = connect()
    await inbox.append(['bad', '1', '2'].map((id) => message(id, { orderKey: 'o' })))
    await pool.query(`UPDATE tenon_inbox SET body = 'not json' WHERE message_id = 'bad'`)
    const handled: unknown[] = []
    const worker = createWorker({
      inbox,
      handle: ({ id }, { attempt }) => void handled.push([id, attempt]),
    })
    onTestFinished(() => worker.stop())
    worker.start()
    await worker.drained()
    expect(handled).toEqual([
      ['1', 1],
      ['2', 1],
    ])
    expect(await inbox.listSetAside()).toMatchObject([
      { id: 'bad', state: 'dead', reason: 'its body is not JSON', data: 'not json', attempts: 1 },
    ])
  })

  test('tells a commit that outlived its attempt as what it was', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const warnings: unknown[] = []
    const silent = (): void => {}
    const logger = {
      debug: silent,
      info: silent,
      error: silent,
      warn: (_fields: object, text: string) => void warnings.push(text),
    }
    const worker = createWorker({
      inbox,
      logger,
      attemptTimeoutMs: 100,
      handle: (_message, { commit }) =>
        commit(async (transaction) => {
          await transaction.query(`INSERT INTO effects SELECT 'late' FROM pg_sleep(0.5)`)
        }),
    })
    onTestFinished(() => worker.stop())
    await inbox.append([message('1')])
    worker.start()
    await worker.drained()
    await worker.stop()
    expect(await effects()).toEqual(['late'])
    expect(warnings).toEqual(['message handled, but its attempt failed'])
  })
})
