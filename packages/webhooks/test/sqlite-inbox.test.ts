import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'

import { ConfigurationError } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { afterAll, expect, onTestFinished, test } from 'vitest'

import { createWorker, type Claim } from '../src/index.ts'
import { idempotencyKey } from '../src/message/idempotency-key.ts'
import { createSqliteInbox, type SqliteInbox, type SqliteTransaction } from '../src/sqlite/index.ts'
import { message } from './support/message.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenon-webhooks-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = () => join(folder, `${(files += 1)}.sqlite`)

/** An inbox with one claimed message, and a table for effects. */
async function opened(path = newFile(), clock = createVirtualClock()) {
  const inbox = createSqliteInbox({ path, clock })
  onTestFinished(() => inbox.close())
  inbox.transact((transaction) => transaction.run('CREATE TABLE IF NOT EXISTS effects (id TEXT)'))
  return { inbox, clock, path }
}

async function claimNew(inbox: SqliteInbox, id: string): Promise<Claim> {
  await inbox.append([message({ id })])
  const [claim] = await inbox.claim({ limit: 1, leaseMs: 1_000 })
  return claim as Claim
}

const effects = (inbox: SqliteInbox) =>
  inbox.transact((transaction) =>
    transaction.all('SELECT id FROM effects ORDER BY rowid').map(({ id }) => id),
  )

const insert = (id: string) => (transaction: SqliteTransaction) => {
  transaction.run('INSERT INTO effects VALUES (?)', id)
}

test('an effect and the done-mark are one commit', async () => {
  const { inbox, path } = await opened()
  const claim = await claimNew(inbox, '1')
  expect(await inbox.complete(claim, insert('1'))).toBe(true)
  await inbox.close()
  const { inbox: reopened } = await opened(path)
  expect(effects(reopened)).toEqual(['1'])
  expect((await reopened.counts()).done).toBe(1)
})

test('an effect that fails writes nothing, and the message stays', async () => {
  const { inbox } = await opened()
  const claim = await claimNew(inbox, '1')
  const failing = inbox.complete(claim, (transaction) => {
    transaction.run('INSERT INTO effects VALUES (?)', '1')
    transaction.run('INSERT INTO nowhere VALUES (?)', '1')
  })
  await expect(failing).rejects.toThrow('no such table')
  expect(effects(inbox)).toEqual([])
  expect((await inbox.counts()).pending).toBe(1)
})

test('a claim that was lost writes nothing', async () => {
  const { inbox, clock } = await opened()
  const lost = await claimNew(inbox, '1')
  await clock.advance(1_000)
  const [current] = await inbox.claim({ limit: 1, leaseMs: 1_000 })
  expect(await inbox.complete(lost, insert('lost'))).toBe(false)
  expect(await inbox.complete(current as Claim, insert('current'))).toBe(true)
  expect(effects(inbox)).toEqual(['current'])
})

test('an effect that returns a promise is refused, and can write no more', async () => {
  const { inbox } = await opened()
  const claim = await claimNew(inbox, '1')
  const goOn = Promise.withResolvers<void>()
  let late: Promise<void> | undefined
  const waiting = (transaction: SqliteTransaction): Promise<void> => {
    transaction.run('INSERT INTO effects VALUES (?)', 'early')
    late = goOn.promise.then(() => void transaction.run('INSERT INTO effects VALUES (?)', 'late'))
    return late
  }
  await expect(inbox.complete(claim, waiting)).rejects.toThrow('must not return a promise')
  goOn.resolve()
  await expect(late).rejects.toThrow('the transaction has ended')
  expect(effects(inbox)).toEqual([])
  expect((await inbox.counts()).pending).toBe(1)
})

test('an effect that returns something is committed, and told so', async () => {
  const { inbox } = await opened()
  const claim = await claimNew(inbox, '1')
  const talkative = (transaction: SqliteTransaction): unknown =>
    transaction.run('INSERT INTO effects VALUES (?)', '1')
  expect(await inbox.complete(claim, talkative as (transaction: SqliteTransaction) => void)).toBe(true)
  expect(effects(inbox)).toEqual(['1'])
})

test('a message that somebody has made unreadable becomes a dead letter, and takes no other with it', async () => {
  const { inbox, clock } = await opened()
  await inbox.append(['bad', '1', '2'].map((id) => message({ id, orderKey: 'o' })))
  inbox.transact((transaction) =>
    transaction.run(`UPDATE tenon_inbox SET body = 'not json' WHERE message_id = 'bad'`),
  )
  const handled: unknown[] = []
  const worker = createWorker({ inbox, clock, handle: ({ id }) => void handled.push(id) })
  worker.start()
  await worker.drained()
  await worker.stop()
  expect(handled).toEqual(['1', '2'])
  expect(await inbox.listSetAside()).toMatchObject([
    { id: 'bad', state: 'dead', reason: 'its body is not JSON', data: 'not json', attempts: 1 },
  ])
})

test('a clock that goes back holds up what is pending until it has caught up, and loses nothing', async () => {
  let skewMs = 0
  const clock = createVirtualClock()
  const path = newFile()
  const inbox = createSqliteInbox({ path, clock: { ...clock, wall: () => clock.wall() + skewMs } })
  onTestFinished(() => inbox.close())
  await inbox.append([message({ id: '1' })])
  skewMs = -60_000
  expect(await inbox.claim({ limit: 1, leaseMs: 1_000 })).toEqual([])
  expect((await inbox.counts()).oldestPendingMs).toBe(0)
  await clock.advance(60_000)
  expect(await inbox.claim({ limit: 1, leaseMs: 1_000 })).toHaveLength(1)
})

test('another connection of the process may write at any time', async () => {
  const { inbox, path } = await opened()
  const { inbox: other } = await opened(path)
  const claim = await claimNew(inbox, '1')
  const both = [
    inbox.complete(claim, insert('first')),
    Promise.resolve().then(() => other.transact(insert('second'))),
  ]
  await Promise.all(both)
  expect(effects(inbox)).toEqual(['first', 'second'])
})

test('a transaction of one’s own commits, reads back, and rolls back', async () => {
  const { inbox } = await opened()
  const changes = inbox.transact((transaction) => {
    transaction.run('INSERT INTO effects VALUES (?)', 'a')
    return transaction.run('UPDATE effects SET id = ?', 'b').changes
  })
  expect(changes).toBe(1)
  expect(inbox.transact((transaction) => transaction.get('SELECT id FROM effects'))).toEqual({
    id: 'b',
  })
  const failing = (): void =>
    inbox.transact((transaction) => {
      transaction.run('DELETE FROM effects')
      throw new Error('no')
    })
  expect(failing).toThrow('no')
  expect(effects(inbox)).toEqual(['b'])
})

test('two processes share a file: each message goes to one', async () => {
  const { inbox: first, path, clock } = await opened()
  const { inbox: second } = await opened(path, clock)
  await first.append(Array.from({ length: 50 }, (_, index) => message({ id: String(index) })))
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? first : second).claim({ limit: 5, leaseMs: 1_000 }),
    ),
  )
  const positions = taken.flat().map((claim) => claim.message.position)
  expect([positions.length, new Set(positions).size]).toEqual([50, 50])
})

test(
  'a disk that is full is answered 503, and everything that was acknowledged is there',
  { timeout: 60_000 },
  async () => {
    const path = newFile()
    const program = join(import.meta.dirname, 'crash', 'full-disk-process.ts')
    const command = `ulimit -f 2000; exec "${process.execPath}" --conditions=@tenon/source "${program}" "${path}"`
    const { stdout } = await promisify(execFile)('sh', ['-c', command])
    const { accepted, status, retryAfter } = JSON.parse(stdout) as { accepted: string[] } & Record<
      string,
      unknown
    >
    expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '30' })
    expect(accepted.length).toBeGreaterThan(3)
    const inbox = createSqliteInbox({ path })
    onTestFinished(() => inbox.close())
    const claims = await inbox.claim({ limit: 10_000, leaseMs: 1_000 })
    const kept = claims.map((claim) => claim.message.id)
    expect(kept.filter((id) => accepted.includes(String(id)))).toEqual(accepted)
  },
)

test('a call that fails takes none with it that is committed beside it', async () => {
  const { inbox } = await opened()
  inbox.transact((transaction) =>
    transaction.run(
      `CREATE TRIGGER no_large BEFORE INSERT ON tenon_inbox WHEN length(NEW.body) > 1000
       BEGIN SELECT RAISE(ABORT, 'too large for this test'); END`,
    ),
  )
  const calls = await Promise.allSettled([
    inbox.append([message({ id: '1' })]),
    inbox.append([message({ id: '2' }), message({ id: 'large', data: 'x'.repeat(2_000) })]),
    inbox.append([message({ id: '3' })]),
  ])
  expect(calls).toMatchObject([
    { status: 'fulfilled', value: ['stored'] },
    { status: 'rejected', reason: { message: 'too large for this test' } },
    { status: 'fulfilled', value: ['stored'] },
  ])
  const claims = await inbox.claim({ limit: 10, leaseMs: 1_000 })
  expect(claims.map((claim) => claim.message.id)).toEqual(['1', '3'])
})

test('the event loop goes on while appends are committed', async () => {
  const { inbox } = await opened()
  await inbox.append([message({ id: 'first' })])
  const large = Array.from({ length: 20_000 }, (_, index) => message({ id: String(index) }))
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await inbox.append(large)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

test('appends and transactions of the process take turns, and none is lost', async () => {
  const { inbox } = await opened()
  const appends = Array.from({ length: 200 }, (_, index) => inbox.append([message({ id: String(index) })]))
  const handled: Promise<unknown>[] = []
  for (let done = 0; done < 200;) {
    const claims = await inbox.claim({ limit: 7, leaseMs: 60_000 })
    done += claims.length
    for (const claim of claims) handled.push(inbox.complete(claim, insert(String(claim.message.id))))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all([...appends, ...handled])
  expect(new Set(effects(inbox)).size).toBe(200)
  expect(await inbox.counts()).toMatchObject({ pending: 0, done: 200 })
})

test('what is under way when the inbox is closed is finished first', async () => {
  const { inbox, path } = await opened()
  const claim = await claimNew(inbox, '1')
  const ends = [inbox.append([message({ id: '2' })]), inbox.complete(claim, insert('1'))]
  await inbox.close()
  expect(await Promise.all(ends)).toEqual([['stored'], true])
  const { inbox: reopened } = await opened(path)
  expect(await reopened.counts()).toMatchObject({ pending: 1, done: 1 })
})

test('the tables of version 1 are brought up to date, with what they hold, by the first that comes', async () => {
  const path = newFile()
  const database = new DatabaseSync(path)
  const { VERSION_1 } = await import('../src/sqlite/version-1.ts')
  database.exec(VERSION_1)
  const columns =
    'provider, account, type, message_id, body, hash, key, key_until, received_at, state, claimable_at'
  const add = database.prepare(
    `INSERT INTO tenon_inbox (${columns}) VALUES ('p', 'a', 't', '1', ?, ?, 'id:1', 9e15, 5, ?, 5)`,
  )
  add.run('"first"', 'h1', 'pending')
  add.run('"second"', 'h2', 'quarantined')
  database.close()
  const [{ inbox }, { inbox: other }] = await Promise.all([opened(path), opened(path)])
  const [first] = await inbox.claim({ limit: 1, leaseMs: 1_000 })
  expect(first?.message).toMatchObject({ id: '1', data: 'first' })
  // As version 1 of this package made it: a call to the outside may have been made with it.
  const before = idempotencyKey({
    provider: 'p',
    account: 'a',
    key: 'id:1',
    id: '1',
    receivedAt: 5,
    hash: '',
    isVariant: false,
  })
  expect(first?.idempotencyKey).toBe(before)
  const [aside] = await other.listSetAside()
  expect(await other.replay(aside?.position ?? 0)).toBe(true)
  const [second] = await other.claim({ limit: 1, leaseMs: 1_000 })
  expect(second?.message.data).toBe('second')
  expect(second?.idempotencyKey).not.toBe(before)
})

test.each<[string, (path: string) => string, string]>([
  ['in a folder that is not there', (path) => join(path, 'missing', 'inbox.sqlite'), 'unable to open'],
  ['in memory', () => ':memory:', 'write-ahead log'],
  [
    'in a file that is something else',
    (path) => {
      writeFileSync(
        path,
        'not a database, but longer than its header is, which has one hundred bytes'.repeat(9),
      )
      return path
    },
    'not a database',
  ],
  [
    'in the file of a newer version',
    (path) => {
      const database = new DatabaseSync(path)
      database.exec(
        'CREATE TABLE tenon_inbox_schema (version INTEGER); INSERT INTO tenon_inbox_schema VALUES (99)',
      )
      database.close()
      return path
    },
    'version 99',
  ],
])('an inbox does not start %s', (_case, place, words) => {
  const path = place(newFile())
  expect(() => createSqliteInbox({ path })).toThrow(ConfigurationError)
  expect(() => createSqliteInbox({ path })).toThrow(words)
})

test('a claim reads pending messages by their place, whatever else the file holds', async () => {
  const { inbox, path } = await opened()
  await inbox.close()
  const database = new DatabaseSync(path)
  const { CLAIM } = await import('../src/sqlite/statements.ts')
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${CLAIM}`).all(0, 0, 1)
  database.close()
  const details = plan.map((row) => String(row['detail'])).join('\n')
  expect(details).toContain('USING INDEX tenon_inbox_state')
  expect(details).toMatch(/earlier USING (COVERING )?INDEX tenon_inbox_order/)
  expect(details).not.toMatch(/TEMP B-TREE/)
})
