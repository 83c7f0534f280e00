import { ConfigurationError } from '@tenon/core'
import { createDatabase, findPostgres, lacking } from '@tenon/servers'
import { Pool } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'

import { APPEND, claimStatement } from '../src/inbox/inbox-statements.ts'
import { writeMessage } from '../src/inbox/write-message.ts'
import { createPostgresInbox } from '../src/index.ts'
import { message } from './support/message.ts'
import { withInboxes } from './support/with-inboxes.ts'

const found = await findPostgres()
const missing = lacking(found)
const CLAIMING = { limit: 100, leaseMs: 60_000 }

const numbered = (count: number) => Array.from({ length: count }, (_, index) => message(String(index)))

describe.skipIf(missing)('the inbox in PostgreSQL', () => {
  test('commits together what arrives together', async () => {
    const { connect, pool } = await withInboxes()
    let statements = 0
    const counting = {
      query: (text: string, values?: unknown[]) => {
        statements += 1
        return pool.query(text, values)
      },
      connect: () => pool.connect(),
    }
    const inbox = connect({ pool: counting })
    const outcomes = await Promise.all(numbered(400).map((each) => inbox.append([each])))
    expect(new Set(outcomes.flat())).toEqual(new Set(['stored']))
    expect(statements).toBeLessThan(5)
  })

  test('refuses what the server refuses, and nothing that is committed beside it', async () => {
    const { connect, pool } = await withInboxes()
    const inbox = connect()
    await pool.query(`ALTER TABLE tenon_inbox ADD CHECK (message_id <> 'bad')`)
    const ends = await Promise.allSettled([
      inbox.append([message('1')]),
      inbox.append([message('2'), message('bad')]),
      inbox.append([message('3')]),
    ])
    expect(ends).toMatchObject([
      { status: 'fulfilled', value: ['stored'] },
      { status: 'rejected', reason: { code: '23514' } },
      { status: 'fulfilled', value: ['stored'] },
    ])
    expect((await inbox.claim(CLAIMING)).map((claim) => claim.message.id)).toEqual(['1', '3'])
  })

  test.each([
    ['a NUL', 'a\0b'],
    ['half a character', 'a\uD800b'],
    ['backslashes', String.raw`a\u0000b\\`],
    [
      'a hundred thousand letters',
      Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 36).join(''),
    ],
  ])('takes an id and an order key with %s', async (_, id) => {
    const { connect } = await withInboxes()
    const inbox = connect()
    const odd = message(id, { orderKey: id, type: id.slice(0, 50) })
    expect(await inbox.append([odd, message('next', { orderKey: id })])).toEqual(['stored', 'stored'])
    expect(await inbox.append([odd])).toEqual(['duplicate'])
    const [claim, ...others] = await inbox.claim(CLAIMING)
    expect(claim?.message).toMatchObject({ id, orderKey: id, type: id.slice(0, 50) })
    expect(others).toEqual([])
    expect(claim && (await inbox.fail(claim, { reason: `no: ${id}`, retryAfterMs: 'never' }))).toBe(true)
    expect((await inbox.listSetAside())[0]?.reason).toBe(`no: ${id}`)
  })

  test('shows nothing of an order key before what was appended earlier', async () => {
    const { connect, pool } = await withInboxes()
    const inbox = connect()
    const slow = await pool.connect()
    await slow.query('BEGIN')
    const given = {
      provider: 'vendor',
      account: 'shop',
      type: 'event',
      message_id: '1',
      body: '1',
      hash: 'h',
      key: 'k',
    }
    const digests = { key_digest: 'a'.repeat(32), order_digest: 'b'.repeat(32), key_ms: 60_000 }
    await slow.query('SELECT tenon_inbox_append($1, $2, $3)', [
      JSON.stringify([{ ...given, ...digests }]),
      '',
      '',
    ])
    let isAppended = false
    const late = inbox.append([message('2', { orderKey: 'o' })]).then(() => (isAppended = true))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(isAppended).toBe(false)
    expect(await connect().claim(CLAIMING)).toEqual([])
    await slow.query('COMMIT')
    slow.release()
    await late
    expect((await inbox.claim(CLAIMING)).map((claim) => claim.message.id)).toEqual(['1', '2'])
  })

  test('works with a new connection for every statement, as behind a pooler in transaction mode', async () => {
    const { connect, effects } = await withInboxes({ max: 2, maxUses: 1 })
    const [one, other] = [connect(), connect()]
    const appends = numbered(20).map((each, index) => (index % 2 ? one : other).append([each]))
    expect(new Set((await Promise.all(appends)).flat())).toEqual(new Set(['stored']))
    const claims = (
      await Promise.all([one.claim({ limit: 10, leaseMs: 60_000 }), other.claim(CLAIMING)])
    ).flat()
    const rest = await one.claim(CLAIMING)
    for (const claim of [...claims, ...rest])
      await one.complete(
        claim,
        async (transaction) =>
          void (await transaction.query('INSERT INTO effects VALUES ($1)', [claim.message.id])),
      )
    expect(new Set(await effects())).toEqual(new Set(numbered(20).map(({ id }) => id)))
    expect(await effects()).toHaveLength(20)
  })

  test('stores each once where transactions are serializable', async () => {
    const { connect } = await withInboxes({ options: '-c default_transaction_isolation=serializable' })
    const inboxes = [connect(), connect(), connect()]
    const appends = inboxes.flatMap((inbox) => numbered(10).map((each) => inbox.append([each])))
    const outcomes = (await Promise.all(appends)).flat()
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(10)
    const claims = (await Promise.all(inboxes.map((inbox) => inbox.claim(CLAIMING)))).flat()
    expect(claims).toHaveLength(10)
  })

  test('refuses to work where reads are repeatable, as it would store twice what comes twice', async () => {
    const { connect } = await withInboxes({
      options: String.raw`-c default_transaction_isolation=repeatable\ read`,
    })
    await expect(connect().append([message('1')])).rejects.toThrow('not by repeatable read')
  })

  test('says what to do where the tables are missing', async () => {
    const database = await createDatabase((found as { url: string }).url)
    const pool = new Pool({ connectionString: database.url })
    pool.on('error', () => {})
    onTestFinished(async () => {
      await pool.end()
      await database.drop()
    })
    const inbox = createPostgresInbox({ pool })
    const refusal = expect.objectContaining({
      code: 'CONFIGURATION',
      advice: expect.stringContaining('migrate({ pool })'),
    })
    await expect(inbox.append([message('1')])).rejects.toThrow(refusal)
    await expect(inbox.claim(CLAIMING)).rejects.toThrow(refusal)
    await expect(inbox.replay(1)).rejects.toThrow(refusal)
  })

  test('looks a key up and reads nothing else, though it was planned when the table was empty', async () => {
    const { pool } = await withInboxes({ max: 1 })
    const client = await pool.connect()
    onTestFinished(() => client.release())
    const append = (from: number, count: number) =>
      client.query(APPEND, [
        `[${numbered(from + count)
          .slice(from)
          .map(writeMessage)
          .join()}]`,
        '',
        '',
      ])
    for (let from = 0; from < 1_000; from += 100) await append(from, 100)
    const scans = async (): Promise<{ all: number; byIndex: number }> => {
      const { rows } = await client.query(
        `SELECT seq_scan::int AS "all", idx_scan::int AS "byIndex" FROM pg_stat_xact_user_tables
         WHERE relname = 'tenon_inbox' AND schemaname = current_schema()`,
      )
      return rows[0]
    }
    await client.query('BEGIN')
    const before = await scans()
    await append(1_000, 10)
    const after = await scans()
    await client.query('COMMIT')
    expect({ all: after.all - before.all, byIndex: after.byIndex - before.byIndex }).toEqual({
      all: 0,
      byIndex: 10,
    })
  })

  test('reads pending messages by their place, whatever else the table holds', async () => {
    const { pool, connect } = await withInboxes()
    const inbox = connect()
    await inbox.append(numbered(2_000))
    await pool.query(`UPDATE tenon_inbox SET state = 'done'`)
    await inbox.append([message('pending', { orderKey: 'o' })])
    const { rows } = await pool.query(`EXPLAIN ${claimStatement(5, 1_000)}`)
    const plan = rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('tenon_inbox_pending')
    expect(plan).toContain('tenon_inbox_order')
    expect(plan).not.toContain('Seq Scan')
  })
})

test.each([
  ['pool', {}],
  ['pool', { pool: { query: async () => ({ rows: [], rowCount: 0 }) } }],
  ['effectIdleMs', { effectIdleMs: 0 }],
  ['effectIdleMs', { effectIdleMs: 2 ** 31 }],
  ['listen', { listen: {} }],
])('an inbox in PostgreSQL does not start with a wrong %s', (option, wrong) => {
  const pool = { query: async () => ({ rows: [], rowCount: 0 }), connect: async () => ({}) }
  const options = option === 'pool' ? wrong : { pool, ...wrong }
  const start = (): unknown => createPostgresInbox(options as Parameters<typeof createPostgresInbox>[0])
  expect(start).toThrow(ConfigurationError)
  expect(start).toThrow(`option "${option}"`)
})
