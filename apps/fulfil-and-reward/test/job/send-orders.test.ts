import type { Logger } from '@tenon/core'
import { createMasonHub } from '@tenon/masonhub'
import { startMasonHubFake } from '@tenon/masonhub/testing'
import { expect, onTestFinished, test, vi } from 'vitest'

import { catalogue } from '../../sample/catalogue.ts'
import type { JobParts } from '../../src/job/job-parts.ts'
import type { News } from '../../src/job/news.ts'
import { sendOrders } from '../../src/job/send-orders.ts'
import type { OrderFileItem } from '../../src/orders-csv/index.ts'
import { openJobStore } from '../../src/store/job-store.ts'
import { openSqliteJobDatabase } from '../../src/store/sqlite/sqlite-job-database.ts'
import { anOrder } from '../store/an-order.ts'
import { newState } from './app-process.ts'

const NAMES = ['#1001', '#1002', '#1003']

async function* file(): AsyncGenerator<OrderFileItem, undefined> {
  for (const [index, name] of NAMES.entries())
    yield { kind: 'order', line: index + 1, rows: 1, order: anOrder(name, catalogue[0]?.sku ?? '') }
}

/** A job of three orders, which a copy that is gone was about to send. */
async function startWorld() {
  const fake = await startMasonHubFake({ skus: catalogue.map(({ sku }) => sku) })
  // A call is not tried again by the client: it is the job that has to.
  const masonhub = createMasonHub({ ...fake.clientOptions(), retry: { retries: 0 } })
  const database = openSqliteJobDatabase(newState())
  onTestFinished(async () => {
    await masonhub.close()
    await fake.close()
    database.close()
  })
  const stop = new AbortController()
  const pause = vi.fn<News['pause']>(async () => {})
  const warn = vi.fn<Logger['warn']>()
  const gone = await openJobStore(database, () => {})
  await gone.imports.run(
    file(),
    () => ({ reward: 'none' }),
    () => {},
    stop.signal,
  )
  await gone.orders.takeUnsent(9)
  await gone.copy.leave()
  const store = await openJobStore(database, () => {})
  const news: News = { announce: () => {}, wait: async () => {}, pause }
  const parts = { store, masonhub, news, logger: { warn } } as unknown as JobParts
  return { fake, store, stop, pause, warn, send: () => sendOrders(parts, stop.signal) }
}

test('a warehouse that cannot be asked for a while is asked again, and what it does not have is sent once', async () => {
  const { fake, store, pause, warn, send } = await startWorld()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 503 } }, operation: 'orders.list', times: 3 })
  await send()
  expect(await store.report.counts()).toMatchObject({ accepted: 3, unsent: 0 })
  expect(fake.orders.size).toBe(3)
  expect(fake.requests.filter(({ operation }) => operation === 'orders.create')).toHaveLength(1)
  expect(warn).toHaveBeenCalledTimes(3)
  expect(pause).toHaveBeenCalledTimes(3)
})

test('a token that the warehouse refuses ends the sending: asking again is no use', async () => {
  const { fake, send } = await startWorld()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 401 } }, operation: 'orders.list' })
  await expect(send()).rejects.toMatchObject({ code: expect.stringMatching(/^(AUTHENTICATION|CREDENTIALS)/) })
})

test('a job that is stopped asks no more, and sends nothing that may be there', async () => {
  const { fake, stop, pause, send } = await startWorld()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 503 } }, operation: 'orders.list' })
  pause.mockImplementation(async () => stop.abort())
  await send()
  expect(pause).toHaveBeenCalledTimes(1)
  expect(fake.orders.size).toBe(0)
})
