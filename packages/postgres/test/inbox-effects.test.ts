import { findPostgres, lacking } from '@tenon/servers'
import type { Claim, Inbox } from '@tenon/webhooks'
import { describe, expect, test, vi } from 'vitest'

import type { PostgresTransaction } from '../src/index.ts'
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

  test.each(['ROLLBACK', 'COMMIT'])('that sends %s is never told that all went well', async (command) => {
    const { connect } = await withInboxes()
    const inbox = connect()
    const failing = inbox.complete(await claimNew(inbox), async (transaction) => {
      await transaction.query(command)
      await transaction.query(INSERT, ['outside'])
    })
    await expect(failing).rejects.toThrow('SAVEPOINT can only be used in transaction blocks')
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
