import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createMemoryOrderJournal, type OrderIntent, type OrderJournal } from '../src/index.ts'
import { createSqliteOrderJournal } from '../src/sqlite/index.ts'

const intent: OrderIntent = {
  referenceId: 'acme-1',
  account: 'staging/acme',
  bodyHash: 'h1',
  amount: 100.5,
  quantity: 1,
  body: '{"referenceId":"acme-1"}',
}
const opened = { ...intent, state: 'open', orderId: null }

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'orders.sqlite')
}

function openSqlite(path = aFile()): OrderJournal {
  const journal = createSqliteOrderJournal({ path })
  onTestFinished(() => journal.close())
  return journal
}

describe.each<[string, () => OrderJournal]>([
  ['in memory', createMemoryOrderJournal],
  ['on SQLite', openSqlite],
])('a journal %s', (_, open) => {
  test('remembers an intent', async () => {
    const journal = open()
    expect(await journal.find('acme-1')).toBeUndefined()
    expect(await journal.begin(intent)).toBe('new')
    expect(await journal.find('acme-1')).toEqual(opened)
  })

  test('keeps the first intent of a reference', async () => {
    const journal = open()
    await journal.begin(intent)
    expect(await journal.begin({ ...intent, bodyHash: 'h2', body: '{}' })).toEqual(opened)
    expect(await journal.find('acme-1')).toEqual(opened)
  })

  test('says "new" to one of many who begin at the same time', async () => {
    const journal = open()
    const answers = await Promise.all(Array.from({ length: 20 }, () => journal.begin(intent)))
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(1)
  })

  test('drops the body once the order will not be sent again', async () => {
    for (const state of ['processing', 'succeeded', 'failed'] as const) {
      const journal = open()
      await journal.begin(intent)
      await journal.record('acme-1', { state, orderId: 'o1' })
      expect(await journal.find('acme-1')).toEqual({ ...intent, body: null, state, orderId: 'o1' })
    }
    const journal = open()
    await journal.begin(intent)
    await journal.record('acme-1', { state: 'rejected' })
    expect(await journal.find('acme-1')).toEqual({ ...opened, body: null, state: 'rejected' })
  })

  test('opens a rejected order again, if it is given unchanged', async () => {
    const journal = open()
    await journal.begin(intent)
    await journal.record('acme-1', { state: 'rejected' })
    expect(await journal.begin({ ...intent, bodyHash: 'h2' })).toMatchObject({ state: 'rejected' })
    expect(await journal.begin({ ...intent, account: 'production/acme' })).toMatchObject({
      state: 'rejected',
    })
    expect(await journal.begin(intent)).toEqual(opened)
    expect(await journal.find('acme-1')).toEqual(opened)
  })

  test('never forgets that there is an order, whatever comes late', async () => {
    const journal = open()
    await journal.begin(intent)
    await journal.record('acme-1', { state: 'processing', orderId: 'o1' })
    await journal.record('acme-1', { state: 'rejected' })
    expect(await journal.find('acme-1')).toMatchObject({ state: 'processing', orderId: 'o1' })
    await journal.record('acme-1', { state: 'succeeded', orderId: 'o1' })
    await journal.record('acme-1', { state: 'processing', orderId: 'o1' })
    expect(await journal.find('acme-1')).toMatchObject({ state: 'succeeded' })
    await journal.record('acme-1', { state: 'failed', orderId: 'o1' })
    expect(await journal.find('acme-1')).toMatchObject({ state: 'failed' })
  })

  test('lists what is not finished, the oldest first', async () => {
    const journal = open()
    for (const referenceId of ['b', 'a', 'd', 'c', 'e']) await journal.begin({ ...intent, referenceId })
    await journal.record('a', { state: 'processing', orderId: 'o1' })
    await journal.record('d', { state: 'succeeded', orderId: 'o2' })
    await journal.record('c', { state: 'rejected' })
    expect((await journal.unfinished()).map(({ referenceId }) => referenceId)).toEqual(['b', 'a', 'e'])
  })

  test('takes no notice of an order that it does not have', async () => {
    const journal = open()
    await journal.record('nothing', { state: 'rejected' })
    expect(await journal.unfinished()).toEqual([])
  })
})

test('what a SQLite journal knows outlives it, and is shared by all who open the file', async () => {
  const path = aFile()
  const first = openSqlite(path)
  await first.begin(intent)
  const second = openSqlite(path)
  expect(await second.find('acme-1')).toEqual(opened)
  expect(await second.begin(intent)).toEqual(opened)
  await second.record('acme-1', { state: 'processing', orderId: 'o1' })
  expect(await first.unfinished()).toMatchObject([{ orderId: 'o1' }])
})

test('a SQLite journal is written through to the disk', () => {
  const path = aFile()
  openSqlite(path)
  const database = new DatabaseSync(path)
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  database.close()
})

describe('a SQLite journal refuses', () => {
  function refusalOf(path: string): unknown {
    try {
      createSqliteOrderJournal({ path }).close()
    } catch (error) {
      return error
    }
    return undefined
  }

  function databaseWith(sql: string): string {
    const path = aFile()
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
    return path
  }

  test.each([
    ['an empty path', () => '', 'the path is empty'],
    ['a folder that is not there', () => `${aFile()}/nowhere/x`, 'it does not open as a database'],
    [
      'a file that is something else',
      () => {
        const path = aFile()
        writeFileSync(path, 'x'.repeat(5_000))
        return path
      },
      'it does not open as a database',
    ],
    [
      'a file of a later version',
      () =>
        databaseWith(
          'CREATE TABLE tenon_orders_schema (version); INSERT INTO tenon_orders_schema VALUES (2)',
        ),
      'its version is 2, not 1',
    ],
  ])('%s', (_, makePath, problem) => {
    const error = refusalOf(makePath())
    expect(error).toMatchObject({ code: ConfigurationError.code, option: 'path' })
    expect(String(error)).toContain(problem)
  })
})
