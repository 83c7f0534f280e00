import { findPostgres, lacking } from '@tenon/servers'
import type { Claim, Inbox } from '@tenon/webhooks'
import { Pool } from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { COMPLETE } from '../src/inbox/inbox-statements.ts'
import type { PostgresInboxPool, PostgresTransaction } from '../src/index.ts'
import { answering } from './support/answering.ts'
import { message } from './support/message.ts'
import { withInboxes } from './support/with-inboxes.ts'

const INSERT = 'INSERT INTO effects VALUES ($1)'
const missing = lacking(await findPostgres())

async function claimNew(inbox: Inbox<PostgresTransaction>, leaseMs = 60_000): Promise<Claim> {
  await inbox.append([message('1')])
  const [claim] = await inbox.claim({ limit: 1, leaseMs })
  return claim as Claim
}

describe.skipIf(missing)('an effect on PostgreSQL', () => {
  test('may await what it writes, and what it has not awaited is in the commit as well', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const done = await inbox.complete(await claimNew(inbox), async (transaction) => {
      const { rowCount } = await transaction.query(INSERT, ['awaited'])
      expect(rowCount).toBe(1)
      void transaction.query(INSERT, ['not awaited'])
    })
    expect(done).toBe(true)
    expect(await effects()).toEqual(['awaited', 'not awaited'])
  })

  test('that swallows an error has the error all the same, and nothing is written', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const claim = await claimNew(inbox)
    const failing = inbox.complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['before'])
      await transaction.query('INSERT INTO nowhere VALUES (1)').catch(() => {})
    })
    await expect(failing).rejects.toThrow('current transaction is aborted')
    expect(await effects()).toEqual([])
    expect(await inbox.complete(claim, (transaction) => void transaction.query(INSERT, ['again']))).toBe(true)
    expect(await effects()).toEqual(['again'])
  })

  test('whose statement fails that nobody awaited is rejected, and the process goes on', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const unhandled = vi.fn<(reason: unknown) => void>()
    process.on('unhandledRejection', unhandled)
    onTestFinished(() => void process.off('unhandledRejection', unhandled))
    const failing = inbox.complete(await claimNew(inbox), (transaction) => {
      void transaction.query('INSERT INTO nowhere VALUES (1)')
    })
    await expect(failing).rejects.toThrow('current transaction is aborted')
    await new Promise(setImmediate)
    expect(unhandled).not.toHaveBeenCalled()
    expect(await effects()).toEqual([])
  })

  test('that rolls back to a savepoint of its own goes on', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const done = await inbox.complete(await claimNew(inbox), async (transaction) => {
      await transaction.query('SAVEPOINT mine')
      await transaction.query('INSERT INTO nowhere VALUES (1)').catch(() => {})
      await transaction.query('ROLLBACK TO SAVEPOINT mine')
      await transaction.query(INSERT, ['after'])
    })
    expect(done).toBe(true)
    expect(await effects()).toEqual(['after'])
  })

  /** An effect that ends the transaction itself, and the same message completed once more. */
  async function endedBy(command: string): Promise<{ written: string[]; again: boolean }> {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const claim = await claimNew(inbox)
    const failing = inbox.complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['before'])
      await transaction.query(command)
    })
    await expect(failing).rejects.toThrow(/savepoint/i)
    return { written: await effects(), again: await inbox.complete(claim) }
  }

  test.each(['ROLLBACK', 'ROLLBACK AND CHAIN', 'ROLLBACK; BEGIN'])(
    'that sends %s is refused, and nothing of the transaction is written',
    async (command) => {
      expect(await endedBy(command)).toEqual({ written: [], again: true })
    },
  )

  test.each(['COMMIT', 'COMMIT AND CHAIN', 'COMMIT; BEGIN'])(
    'that sends %s has committed what was before it, done-mark and all, and is refused',
    async (command) => {
      expect(await endedBy(command)).toEqual({ written: ['before'], again: false })
    },
  )

  test('that leaves savepoints open is committed with what they hold', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    const done = await inbox.complete(await claimNew(inbox), async (transaction) => {
      await transaction.query('SAVEPOINT mine')
      await transaction.query(INSERT, ['inside'])
    })
    expect(done).toBe(true)
    expect(await effects()).toEqual(['inside'])
  })

  test('that swallows a statement of which nobody knows what became has written nothing', async () => {
    const { connect, pool, url, config, effects } = await withInboxes()
    const hurried = new Pool({ connectionString: url, ...config, query_timeout: 500 })
    hurried.on('error', () => {})
    onTestFinished(() => hurried.end())
    const inbox = connect({ pool: hurried })
    const claim = await claimNew(inbox)
    const locking = await pool.connect()
    await locking.query('BEGIN; LOCK TABLE effects')
    const failing = inbox.complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['given up by the client alone']).catch(() => {})
      await locking.query('COMMIT')
      locking.release()
    })
    await expect(failing).rejects.toThrow('Query read timeout')
    expect(await effects()).toEqual([])
    expect(await inbox.complete(claim, (transaction) => void transaction.query(INSERT, ['again']))).toBe(true)
    expect(await effects()).toEqual(['again'])
  })

  test('that swallows an error of the socket has written nothing, though its code looks like one of the server', async () => {
    const { connect, pool, effects } = await withInboxes()
    const breaking = answering(pool, (text) => {
      if (text === INSERT) throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' })
    })
    const claim = await claimNew(connect())
    const failing = connect({ pool: breaking }).complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['perhaps']).catch(() => {})
    })
    await expect(failing).rejects.toThrow('broken pipe')
    expect(await effects()).toEqual([])
  })

  test('cannot write when it is over', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect()
    let late: PostgresTransaction | undefined
    await inbox.complete(await claimNew(inbox), (transaction) => void (late = transaction))
    await expect(late?.query(INSERT, ['late'])).rejects.toThrow('the transaction has ended')
    expect(await effects()).toEqual([])
  })

  test('whose session is ended in the middle has written nothing, and hears of it while it awaits something else', async () => {
    const { connect, effects, terminate } = await withInboxes()
    const inbox = connect()
    const claim = await claimNew(inbox)
    const failing = inbox.complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['lost'])
      await terminate()
      await new Promise(() => {})
    })
    await expect(failing).rejects.toThrow(/terminat/)
    expect(await effects()).toEqual([])
    expect(
      await inbox.complete(claim, async (transaction) => void (await transaction.query(INSERT, ['kept']))),
    ).toBe(true)
    expect(await effects()).toEqual(['kept'])
  })

  test('that sleeps keeps the message from nobody for longer than it may', async () => {
    const { connect, effects } = await withInboxes()
    const inbox = connect({ effectIdleMs: 400 })
    const claim = await claimNew(inbox, 1)
    const started = Promise.withResolvers<void>()
    const failing = inbox.complete(claim, async (transaction) => {
      await transaction.query(INSERT, ['asleep'])
      started.resolve()
      await new Promise(() => {})
    })
    await started.promise
    const other = connect()
    expect(await other.claim({ limit: 1, leaseMs: 60_000 })).toEqual([])
    await expect(failing).rejects.toThrow('idle-in-transaction timeout')
    // The server tells the sleeper first, and lets go of the row then.
    const [again] = await vi.waitUntil(async () => {
      const claims = await other.claim({ limit: 1, leaseMs: 60_000 })
      return claims.length > 0 && claims
    })
    expect(await inbox.complete(claim, () => {})).toBe(false)
    expect(await other.complete(again as Claim)).toBe(true)
    expect(await effects()).toEqual([])
  })

  test('does not lose its claim to a renewal that comes at the same time', async () => {
    const { connect } = await withInboxes()
    const inbox = connect()
    const claim = await claimNew(inbox)
    const renewals: boolean[] = []
    const done = await inbox.complete(claim, async () => {
      renewals.push(await inbox.renew(claim, 1_000))
    })
    expect([done, ...renewals]).toEqual([true, true])
    expect(await inbox.renew(claim, 1_000)).toBe(false)
  })

  test('that waits for a connection keeps its lease only by renewals', async () => {
    const { connect, pool } = await withInboxes()
    const turn = Promise.withResolvers<void>()
    onTestFinished(() => turn.resolve())
    let connections = 0
    const crowded: PostgresInboxPool = {
      query: (text, values) => pool.query(text, values),
      async connect() {
        connections += 1
        await turn.promise
        return pool.connect()
      },
    }
    const [one, other] = [connect(), connect()]
    const claim = await claimNew(one, 1)
    const inbox = connect({ pool: crowded })
    const completing = inbox.complete(claim, () => {})
    await vi.waitUntil(() => connections === 1)
    expect(await inbox.renew(claim, 60_000)).toBe(true)
    expect(await other.claim({ limit: 1, leaseMs: 1 })).toEqual([])
    await pool.query('UPDATE tenon_inbox SET claimable_at = now()')
    expect(await other.claim({ limit: 1, leaseMs: 1 })).toHaveLength(1)
    expect(await inbox.renew(claim, 60_000)).toBe(false)
    turn.resolve()
    expect(await completing).toBe(false)
  })

  /** An inbox that does not hear for a while that it has marked a message done. */
  async function withSlowMark() {
    const { connect, pool } = await withInboxes()
    const [marked, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    onTestFinished(() => heard.resolve())
    const slow = answering(pool, (text) => {
      if (text !== COMPLETE) return
      marked.resolve()
      return heard.promise
    })
    const claim = await claimNew(connect())
    return { pool, inbox: connect({ pool: slow }), claim, marked: marked.promise, hear: heard.resolve }
  }

  test('does not lose its claim to a renewal that it overtakes', async () => {
    const { pool, inbox, claim, marked, hear } = await withSlowMark()
    const over = Promise.withResolvers<void>()
    onTestFinished(() => over.resolve())
    const completing = inbox.complete(claim, () => over.promise)
    await marked
    const renewing = inbox.renew(claim, 60_000)
    await vi.waitUntil(async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      return rows.length === 1
    })
    hear()
    expect(await renewing).toBe(true)
    over.resolve()
    expect(await completing).toBe(true)
  })

  test('that is none does not lose its claim to a renewal that it overtakes either', async () => {
    const { inbox, claim, marked, hear } = await withSlowMark()
    const completing = inbox.complete(claim)
    await marked
    const renewing = inbox.renew(claim, 60_000)
    const first = Promise.race([renewing, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))])
    expect(await first).toBe('waits')
    hear()
    expect(await Promise.all([completing, renewing])).toEqual([true, true])
  })

  test('of a claim that a restarted server has forgotten is refused', async () => {
    const { connect, pool, effects } = await withInboxes()
    const inbox = connect()
    const forgotten = await claimNew(inbox)
    await pool.query('UPDATE tenon_inbox SET fence = 0, attempts = 0, unended = 0, claimable_at = now()')
    const [current] = await connect().claim({ limit: 1, leaseMs: 60_000 })
    expect(await inbox.complete(forgotten, (transaction) => void transaction.query(INSERT, ['old']))).toBe(
      false,
    )
    expect(await inbox.complete(current as Claim)).toBe(true)
    expect(await effects()).toEqual([])
  })
})
