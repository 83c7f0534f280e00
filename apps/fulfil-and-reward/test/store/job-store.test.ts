import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { OrderFileItem } from '../../src/orders-csv/index.ts'
import type { JobDatabase } from '../../src/store/database/job-database.ts'
import { openJobStore, type JobStore } from '../../src/store/job-store.ts'
import { createPostgresJobDatabase, migrateJob } from '../../src/store/postgres/postgres-job-database.ts'
import { openSqliteJobDatabase } from '../../src/store/sqlite/sqlite-job-database.ts'
import { newState } from '../job/app-process.ts'
import { anOrder } from './an-order.ts'

const found = await findPostgres()
const missing = lacking(found)

async function* fileOf(count: number): AsyncGenerator<OrderFileItem, undefined> {
  for (let line = 1; line <= count; line += 1)
    yield { kind: 'order', line, rows: 2, order: anOrder(`#${line}`) }
  const reason = { code: 'duplicate' as const, line: 0, message: 'a NUL: \0' }
  yield { kind: 'rejected', line: count + 1, rows: 1, name: 'x', reasons: [reason] }
}

const never = new AbortController().signal

async function importTo(store: JobStore, count: number): Promise<void> {
  await store.imports.run(
    fileOf(count),
    () => ({ reward: 'waiting' }),
    () => {},
    never,
  )
}

async function openSqlite(): Promise<JobDatabase> {
  const database = openSqliteJobDatabase(newState())
  onTestFinished(() => database.close())
  return database
}

let server: Database
beforeAll(async () => {
  if ('url' in found) server = await createDatabase(found.url)
})
afterAll(() => server?.drop())

/** A schema for each test: a job has one to itself. */
async function openPostgres(): Promise<JobDatabase> {
  const schema = `job_${process.hrtime.bigint()}`
  const pool = new Pool({ connectionString: server.url, options: `-c search_path=${schema}`, max: 4 })
  // The server ends what is left of the connections with the database.
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  await pool.query(`CREATE SCHEMA ${schema}`)
  await Promise.all([migrateJob(pool), migrateJob(pool)])
  return createPostgresJobDatabase(pool)
}

describe.each<[string, string | undefined, () => Promise<JobDatabase>]>([
  ['SQLite', undefined, openSqlite],
  ['PostgreSQL', missing, openPostgres],
])('the store of a job on %s', (_, reason, open) => {
  const join = (database: JobDatabase): Promise<JobStore> => openJobStore(database, () => {})

  test.skipIf(reason)('keeps the first of two facts', async () => {
    const { facts } = await join(await open())
    expect(await facts.get('colour')).toBeUndefined()
    expect(await facts.keep('colour', 'red')).toBe('red')
    expect(await facts.keep('colour', 'blue')).toBe('red')
  })

  test.skipIf(reason)('takes a file over once, also when it is read again from the start', async () => {
    const store = await join(await open())
    expect(await store.imports.isDone()).toBe(false)
    await importTo(store, 450)
    await importTo(store, 450)
    expect(await store.imports.isDone()).toBe(true)
    const counts = await store.report.counts()
    expect(counts).toMatchObject({ orders: 450, orderRows: 900, unsent: 450, rejected: 1, rejectedRows: 1 })
    expect(await store.report.leftOut()).toEqual([
      { line: 451, name: 'x', kind: 'rejected', reason: 'a NUL: \uFFFD' },
    ])
  })

  test.skipIf(reason)('lets one copy import, and another one when that is gone', async () => {
    const database = await open()
    const [one, other] = [await join(database), await join(database)]
    expect(await one.imports.take()).toBe(true)
    expect(await one.imports.take()).toBe(true)
    expect(await other.imports.take()).toBe(false)
    await one.copy.leave()
    expect(await other.imports.take()).toBe(true)
  })

  test.skipIf(reason)('gives an order to one copy, however many ask', async () => {
    const database = await open()
    const copies = await Promise.all(Array.from({ length: 4 }, () => join(database)))
    await importTo(copies[0] as JobStore, 100)
    const taken = await Promise.all(
      copies.flatMap(({ orders }) => [orders.takeUnsent(20), orders.takeUnsent(20)]),
    )
    const names = taken.flat().map(({ name }) => name)
    expect(names).toHaveLength(new Set(names).size)
    expect(names).toHaveLength(100)
    expect(taken.flat()[0]?.order).toMatchObject({ customerName: 'Asha Rao' })
    expect(await copies[0]?.orders.takeUnclear(100)).toEqual([])
  })

  test.skipIf(reason)(
    'gives what a copy held to the others when it is gone, and hears nothing of it',
    async () => {
      const database = await open()
      const [one, other] = [await join(database), await join(database)]
      await importTo(one, 2)
      expect(await one.orders.takeUnsent(2)).toHaveLength(2)
      await database.query('UPDATE job_copies SET alive_until = 0 WHERE id = $1', one.copy.id)
      expect((await other.orders.takeUnclear(9)).map(({ name }) => name).toSorted()).toEqual(['#1', '#2'])
      await one.orders.refused([{ name: '#1', reason: 'too late' }])
      expect(await one.report.counts()).toMatchObject({ refused: 0, unsent: 2 })
      await other.orders.refused([{ name: '#1', reason: 'no stock' }])
      await other.orders.accepted(['#2'])
      expect(await one.report.counts()).toMatchObject({ refused: 1, accepted: 1, unsent: 0 })
      expect(await one.report.refusals()).toEqual([{ reason: 'no stock', count: 1 }])
      expect(await one.orders.areUnsent()).toBe(false)
    },
  )

  test.skipIf(reason)('moves an order forward only, and makes its reward due once', async () => {
    const store = await join(await open())
    await importTo(store, 2)
    await store.orders.takeUnsent(2)
    await store.orders.accepted(['#1', '#2'])
    expect(await store.orders.areUnderWay()).toBe(true)
    await store.orders.moved([
      { name: '#1', status: 'fulfilled' },
      { name: '#2', status: 'canceled' },
    ])
    await store.orders.moved([
      { name: '#1', status: 'open' },
      { name: '#1', status: 'a status of tomorrow' },
    ])
    expect(await store.orders.areUnderWay()).toBe(false)
    expect(await store.report.counts()).toMatchObject({ shipped: 1, canceled: 1, unrewarded: 1 })
    expect(await store.report.rewardNotes()).toEqual([{ reason: 'order canceled', count: 1 }])
    const due = await store.rewards.takeDue(9)
    expect(due.map(({ name }) => name)).toEqual(['#1'])
    expect(await store.rewards.takeDue(9)).toEqual([])
    await store.rewards.placed('#1', 'hubble-1')
    expect(await store.report.counts()).toMatchObject({ rewarded: 1, unrewarded: 0 })
  })

  test.skipIf(reason)(
    'keeps a reward back for a while that was given back, and is due all the time',
    async () => {
      const database = await open()
      const [one, other] = [await join(database), await join(database)]
      await importTo(one, 1)
      await one.orders.moved([{ name: '#1', status: 'fulfilled' }])
      await one.rewards.takeDue(1)
      await one.rewards.giveBack('#1', 60_000)
      expect(await other.rewards.takeDue(1)).toEqual([])
      expect(await other.rewards.areDue()).toBe(true)
      await database.query('UPDATE job_orders SET reward_at = 0')
      expect(await other.rewards.takeDue(1)).toHaveLength(1)
      await one.rewards.failed('#1', 'too late')
      expect((await one.report.counts()).rewardsFailed).toBe(0)
      await other.rewards.failed('#1', 'no such brand')
      expect((await one.report.counts()).rewardsFailed).toBe(1)
    },
  )

  test.skipIf(reason)('asks after an order once in a while, whoever asks', async () => {
    const database = await open()
    const [one, other] = [await join(database), await join(database)]
    await importTo(one, 3)
    await one.orders.takeUnsent(3)
    await one.orders.accepted(['#1', '#2', '#3'])
    expect(await one.orders.takeSilent(2, 60_000)).toEqual([])
    await database.query('UPDATE job_orders SET asked_at = 0')
    expect(await one.orders.takeSilent(2, 60_000)).toHaveLength(2)
    expect(await other.orders.takeSilent(9, 60_000)).toHaveLength(1)
    expect(await one.orders.takeSilent(9, 60_000)).toEqual([])
  })

  test.skipIf(reason)('knows where the other copies are reached, until they leave', async () => {
    const database = await open()
    const [one, other] = [await join(database), await join(database)]
    await one.copy.listensAt('http://127.0.0.1:1/a')
    expect([...(await one.copy.othersCallbackUrls())]).toEqual([])
    expect([...(await other.copy.othersCallbackUrls())]).toEqual(['http://127.0.0.1:1/a'])
    await one.copy.leave()
    expect([...(await other.copy.othersCallbackUrls())]).toEqual([])
  })
})
