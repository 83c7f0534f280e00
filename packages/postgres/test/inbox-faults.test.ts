import {
  findPostgres,
  lacking,
  postgresBinaries,
  startPostgres,
  startProxy,
  type PostgresServer,
} from '@tenon/servers'
import { createWorker } from '@tenon/webhooks'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { answering } from './support/answering.ts'
import { message } from './support/message.ts'
import { openInboxes } from './support/open-inboxes.ts'
import { withInboxes } from './support/with-inboxes.ts'

const missing = lacking(await findPostgres())
const CLAIMING = { limit: 100, leaseMs: 60_000 }
const WAIT = { timeout: 20_000, interval: 50 }

describe.skipIf(missing)('an inbox on a PostgreSQL', () => {
  test('that ends every session goes on with new ones', async () => {
    const { connect, terminate } = await withInboxes()
    const inbox = connect()
    await inbox.append([message('1')])
    await terminate()
    await vi.waitUntil(() => inbox.append([message('2')]).catch(() => false), WAIT)
    expect((await inbox.claim(CLAIMING)).map((claim) => claim.message.id)).toEqual(['1', '2'])
  })

  test('whose connections are all taken acknowledges nothing, and is itself again once there is one', async () => {
    const { connect, pool } = await withInboxes({ max: 1, connectionTimeoutMillis: 300 })
    const inbox = connect({ pool })
    const taken = await pool.connect()
    const refusals = await Promise.allSettled([
      inbox.append([message('1')]),
      inbox.claim(CLAIMING),
      inbox.counts(),
    ])
    taken.release()
    expect(refusals.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await inbox.append([message('1')])).toEqual(['stored'])
  })

  test('that is slower than its client waits counts no attempt, and holds up no message', async () => {
    const { connect, pool, url, config } = await withInboxes()
    const hurried = new Pool({ connectionString: url, ...config, query_timeout: 500 })
    hurried.on('error', () => {})
    onTestFinished(() => hurried.end())
    const inbox = connect({ pool: hurried })
    const other = connect()
    await other.append([message('1')])
    const slow = await pool.connect()
    await slow.query('BEGIN; LOCK TABLE tenon_inbox IN EXCLUSIVE MODE')
    await expect(inbox.claim(CLAIMING)).rejects.toThrow('Query read timeout')
    await slow.query('COMMIT')
    slow.release()
    const [claim] = await vi.waitUntil(async () => {
      const claims = await other.claim(CLAIMING)
      return claims.length > 0 && claims
    }, WAIT)
    expect(claim).toMatchObject({ attempt: 1, lostAttempts: 0 })
  })

  test('whose client is asleep between a claim and its commit lets others claim', async () => {
    const { connect, pool } = await withInboxes()
    const asleep = Promise.withResolvers<never>()
    let isClaimed = false
    const sleeping = answering(pool, (text) => {
      if (!text.startsWith('BEGIN')) return
      isClaimed = true
      return asleep.promise
    })
    const other = connect()
    await other.append([message('1')])
    const claiming = connect({ pool: sleeping, effectIdleMs: 400 }).claim(CLAIMING)
    await vi.waitUntil(() => isClaimed)
    expect(await other.claim(CLAIMING)).toEqual([])
    const [claim] = await vi.waitUntil(async () => {
      const claims = await other.claim(CLAIMING)
      return claims.length > 0 && claims
    }, WAIT)
    expect(claim?.attempt).toBe(1)
    asleep.reject(new Error('the connection is gone'))
    await expect(claiming).rejects.toThrow('gone')
  })

  test('that is silent acknowledges nothing, and knows a repetition of what it has stored all the same', async () => {
    const { url, config, connect } = await withInboxes()
    const proxy = await startProxy(url)
    onTestFinished(() => proxy.close())
    const limits = { connectionTimeoutMillis: 500, query_timeout: 500 }
    const { connect: connectBy, close } = await openInboxes(proxy.url, { ...config, ...limits })
    onTestFinished(close)
    const inbox = connectBy()
    await inbox.append([message('1')])
    proxy.let('swallow')
    await expect(inbox.append([message('2')])).rejects.toThrow(/timeout|terminated/i)
    proxy.let({ afterMs: 0 })
    proxy.cut()
    await vi.waitUntil(() => inbox.append([message('1'), message('2')]).catch(() => false), WAIT)
    expect(await connect().counts()).toMatchObject({ pending: 2 })
  })
})

describe.skipIf(postgresBinaries() === undefined)(
  'an inbox on a PostgreSQL that is restarted without a goodbye',
  () => {
    let server: PostgresServer

    beforeAll(async () => {
      server = await startPostgres()
    }, 60_000)

    afterAll(() => server.close())

    test('has what it acknowledged, each with one effect', async () => {
      const { pool, connect, close } = await openInboxes(server.url)
      onTestFinished(close)
      await pool.query('CREATE TABLE effects (value text)')
      const inbox = connect()
      const worker = createWorker({
        inbox: connect(),
        leaseMs: 1_000,
        pollMs: 50,
        maxAttempts: 1_000,
        handle: ({ id }, { commit }) =>
          commit(
            async (transaction) => void (await transaction.query('INSERT INTO effects VALUES ($1)', [id])),
          ),
      })
      worker.start()
      onTestFinished(() => worker.stop())
      const acknowledged: string[] = []
      let isSending = true
      async function send(sender: number): Promise<void> {
        for (let index = 0; isSending; index += 1) {
          const id = `${sender}-${index}`
          await vi.waitUntil(
            () => inbox.append([message(id, { orderKey: `${index % 5}` })]).catch(() => false),
            WAIT,
          )
          acknowledged.push(id)
        }
      }
      const senders = Promise.all([1, 2, 3, 4].map(send))
      for (const _ of [1, 2]) {
        const before = acknowledged.length
        await vi.waitUntil(() => acknowledged.length > before + 20, WAIT)
        await server.restart()
      }
      isSending = false
      await senders
      await worker.drained()
      const { rows } = await pool.query('SELECT value FROM effects')
      const handled = rows.map(({ value }: { value: string }) => value)
      expect(handled.toSorted()).toEqual(acknowledged.toSorted())
    }, 90_000)
  },
)
