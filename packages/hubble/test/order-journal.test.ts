import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { ConfigurationError } from '@tenon/core'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createMemoryOrderJournal, type OrderJournal } from '../src/index.ts'
import { createSqliteOrderJournal } from '../src/sqlite/index.ts'
import { anIntent, orderJournalCases } from './support/order-journal-cases.ts'

const opened = { ...anIntent, state: 'open', orderId: null }

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
  test.for(orderJournalCases(open))('$name', ({ run }) => run())
})

test('what a SQLite journal knows outlives it, and is shared by all who open the file', async () => {
  const path = aFile()
  const first = openSqlite(path)
  await first.begin(anIntent)
  const second = openSqlite(path)
  expect(await second.find('acme-1')).toEqual(opened)
  expect(await second.begin(anIntent)).toEqual(opened)
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
