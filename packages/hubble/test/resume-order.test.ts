import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Fault } from '@tenon/core/testing'
import { expect, onTestFinished, test, vi } from 'vitest'

import { createMemoryOrderJournal } from '../src/index.ts'
import { createSqliteOrderJournal } from '../src/sqlite/index.ts'
import { startHubbleFake, type HubbleFake } from '../src/testing/index.ts'
import { anOrder } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'

function journalAt(path: string) {
  const journal = createSqliteOrderJournal({ path })
  onTestFinished(() => journal.close())
  return journal
}

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'resume-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'orders.sqlite')
}

function posted(fake: HubbleFake): number {
  return fake.requests.filter(({ operation }) => operation === 'orders.create').length
}

test.each<[string, Fault, number, number]>([
  ['before the vendor had the order', { kind: 'drop-before' }, 0, 2],
  ['after the vendor had made the order', { kind: 'drop-after' }, 1, 1],
])('a process that is killed %s loses nothing and buys nothing twice', async (_, fault, made, posts) => {
  const path = aFile()
  const fake = await startHubbleFake()
  onTestFinished(() => fake.close())
  fake.faults.add({ operation: 'orders.create', times: 1, fault })
  // What it does after that, it does not get an answer to.
  fake.faults.add({ operation: 'orders.getByReference', fault: { kind: 'slow', delayMs: 5_000 } })
  const script = join(import.meta.dirname, 'support/place-order-child.ts')
  const setup = JSON.stringify({ account: fake.account, path, order: anOrder() })
  const child = spawn(process.execPath, ['--conditions=@tenon/source', script, setup], { stdio: 'inherit' })
  await vi.waitFor(
    () => expect(fake.requests.map(({ operation }) => operation)).toContain('orders.getByReference'),
    10_000,
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
  fake.faults.clear()
  expect(fake.ledger.orders).toHaveLength(made)

  const journal = journalAt(path)
  expect(await journal.unfinished()).toMatchObject([{ referenceId: 'acme-0001', state: 'open' }])
  const { open } = await setUp()
  const hubble = open({ ...fake.account, journal })
  for (const { referenceId } of await journal.unfinished()) {
    expect(await hubble.resumeOrder(referenceId)).toMatchObject({
      outcome: 'succeeded',
      vouchers: [{}, {}, {}],
    })
  }
  expect(fake.ledger).toMatchObject({ orders: [{}], debits: [{}], balance: 998_800 })
  expect(posted(fake)).toBe(posts)
  expect(await journal.unfinished()).toEqual([])
})

test('an order that was under way is followed, not looked for', async () => {
  const journal = journalAt(aFile())
  const { fake, hubble, open } = await setUp(
    { lifecycle: { becomes: 'SUCCESS', afterMs: 20_000 } },
    { journal },
  )
  expect(await hubble.placeOrder(anOrder(), { timeoutMs: 6_000 })).toMatchObject({ outcome: 'processing' })
  await hubble.close()
  expect(await open().resumeOrder('acme-0001')).toMatchObject({ outcome: 'succeeded' })
  expect(posted(fake)).toBe(1)
})

test('an order that succeeded gives its vouchers again', async () => {
  const journal = journalAt(aFile())
  const { hubble, open } = await setUp({}, { journal })
  const first = await hubble.placeOrder(anOrder())
  const again = await open().resumeOrder('acme-0001')
  expect(again.order).toEqual(first.order)
  expect(again).toMatchObject({ outcome: 'succeeded', calls: [{ operation: 'orders.getByReference' }] })
})

test('an order that was refused is not sent behind your back', async () => {
  const { fake, hubble } = await setUp()
  await expect(hubble.placeOrder(anOrder({ productId: 'nothing' }))).rejects.toMatchObject({
    vendor: { id: 'E001' },
  })
  await expect(hubble.resumeOrder('acme-0001')).rejects.toThrow('the vendor refused this order')
  expect(posted(fake)).toBe(1)
})

test('an order that the journal does not have cannot be resumed', async () => {
  const { fake, hubble } = await setUp({}, { journal: createMemoryOrderJournal() })
  await expect(hubble.resumeOrder('nothing')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(fake.requests).toEqual([])
})
