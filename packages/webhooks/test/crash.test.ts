import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { createSeededRandom } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { createSqliteInbox } from '../src/sqlite/index.ts'
import { envelope, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { message } from './support/message.ts'
import { startProcess } from './support/start-process.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const random = createSeededRandom(52)

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

test('everything that was acknowledged is in the file, wherever the process was killed', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite')
  const acknowledged = new Set<string>()

  async function deliver(url: string, id: string): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(envelope(id)) })
    if (answer.status === 200) acknowledged.add(id)
  }

  for (let round = 1; round <= 3; round++) {
    const child = startProcess('receiving-process.ts', path)
    const [url] = (await once(child, 'message')) as [string]
    const killAfter = acknowledged.size + 50 + Math.floor(random.fraction() * 300)
    let next = 0
    async function send(): Promise<void> {
      while (next < 500 && acknowledged.size < killAfter) {
        next += 1
        await deliver(url + TOKEN_PATH, `${round}-${next}`)
      }
      child.kill('SIGKILL')
    }
    const exited = once(child, 'exit')
    await Promise.allSettled(Array.from({ length: 20 }, send))
    await exited
    expect(acknowledged.size).toBeLessThan(round * 500)
  }

  const inbox = createSqliteInbox({ path })
  const claims = await inbox.claim({ limit: 2_000, leaseMs: 1_000 })
  await inbox.close()
  const kept = new Set(claims.map((claim) => claim.message.id))
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([])
  expect(acknowledged.size).toBeGreaterThan(150)
}, 60_000)

test('the effect of every message is there exactly once, however often the worker was killed', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite')
  const inbox = createSqliteInbox({ path })
  const ids = Array.from({ length: 200 }, (_, index) => String(index))
  await inbox.append(ids.map((id, index) => message({ id, orderKey: `order ${index % 10}` })))

  let kills = 0
  for (let isDrained = false; !isDrained;) {
    const child = startProcess('working-process.ts', path)
    const killAt = kills < 5 ? 1 + Math.floor(random.fraction() * 40) : Number.POSITIVE_INFINITY
    let started = 0
    isDrained = await new Promise((resolve) => {
      child.on('message', (said: string) => {
        if (said === 'drained') return resolve(true)
        // In the middle of its attempt, which waits to be told to go on.
        if (++started === killAt) return resolve(false)
        child.send(said.replace('started ', ''))
      })
    })
    await kill(child)
    if (!isDrained) kills += 1
  }

  const effects = inbox.transact((transaction) => transaction.all('SELECT id, attempt FROM effects'))
  const counts = await inbox.counts()
  await inbox.close()
  expect(counts).toEqual({ pending: 0, done: 200, dead: 0, quarantined: 0 })
  expect(effects.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(ids.map(Number))
  expect(kills).toBe(5)
  expect(effects.some(({ attempt }) => Number(attempt) > 1)).toBe(true)
  // Of each order key in the order in which they came.
  for (let order = 0; order < 10; order++) {
    const ofOrder = effects.map(({ id }) => Number(id)).filter((id) => id % 10 === order)
    expect(ofOrder).toEqual(ofOrder.toSorted((a, b) => a - b))
  }
}, 60_000)

test('a message that kills its process each time becomes a dead letter, and the others are handled', async () => {
  const path = join(temporaryFolder(), 'inbox.sqlite')
  const inbox = createSqliteInbox({ path })
  await inbox.append(['1', 'poison', '2', '3'].map((id) => message({ id })))

  let deaths = 0
  for (let isDrained = false; !isDrained;) {
    const child = startProcess('working-process.ts', path, 'poison')
    const drained = new Promise<boolean>((resolve) => {
      child.on('message', (said) => said === 'drained' && resolve(true))
      child.on('exit', () => resolve(false))
    })
    isDrained = await drained
    if (!isDrained) deaths += 1
    else await kill(child)
  }

  expect(deaths).toBe(3)
  expect(await inbox.counts()).toEqual({ pending: 0, done: 3, dead: 1, quarantined: 0 })
  expect(await inbox.listSetAside()).toMatchObject([{ id: 'poison', state: 'dead' }])
  await inbox.close()
}, 60_000)
