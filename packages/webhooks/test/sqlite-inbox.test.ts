import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import type { Claim } from '../src/index.ts'
import { createSqliteInbox, type SqliteInbox, type SqliteTransaction } from '../src/sqlite/index.ts'
import { testInbox, message } from './support/inbox-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenon-webhooks-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = () => join(folder, `${(files += 1)}.sqlite`)

describe('an inbox in SQLite', () => {
  testInbox((clock) => createSqliteInbox({ path: newFile(), clock }))
})

const DAY_MS = 24 * 60 * 60_000

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

test('done messages are forgotten after 30 days, dead and quarantined ones are not', async () => {
  const { inbox, clock } = await opened()
  await inbox.complete(await claimNew(inbox, '1'))
  await inbox.fail(await claimNew(inbox, '2'), { reason: 'r', retryAt: 'never' })
  await inbox.append([message({ id: '1', data: 'other' })])
  await clock.advance(30 * DAY_MS)
  await inbox.append([message({ id: '3' })])
  expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 1, quarantined: 1 })
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

test('a failing disk is an error, and the inbox works on', async () => {
  const { inbox } = await opened()
  inbox.transact((transaction) => transaction.run('PRAGMA max_page_count = 20'))
  const large = message({ id: 'large', data: 'x'.repeat(200_000) })
  await expect(inbox.append([message({ id: '1' }), large])).rejects.toThrow('full')
  expect((await inbox.counts()).pending).toBe(0)
  expect(await inbox.append([message({ id: '1' })])).toEqual(['stored'])
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
