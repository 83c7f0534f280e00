import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { createWorker } from '../src/index.ts'
import { createSqliteInbox, type SqliteInbox } from '../src/sqlite/index.ts'
import { envelope, TOKEN, TOKEN_PATH } from './support/deliveries.ts'
import { message } from './support/message.ts'
import { startProcess } from './support/start-process.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const SENDERS = 16

/** The status of the answer, or undefined where the connection was refused or reset. */
function deliver(url: string, id: string, agent: Agent): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }
  return new Promise((resolve) => {
    const outgoing = request(url + TOKEN_PATH, { method: 'POST', headers, agent }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode))
    })
    outgoing.on('error', () => resolve(undefined)).end(JSON.stringify(envelope(id)))
  })
}

/** Handles what is left, and gives every effect that was ever written. */
async function effectsAfterAll(inbox: SqliteInbox): Promise<string[]> {
  const worker = createWorker({
    inbox,
    leaseMs: 1_000,
    pollMs: 50,
    handle: ({ id = '' }, { commit, attempt }) =>
      commit((transaction) => void transaction.run('INSERT INTO effects VALUES (?, ?)', id, attempt)),
  })
  worker.start()
  await worker.drained()
  await worker.stop()
  return inbox.transact((transaction) =>
    transaction.all('SELECT id FROM effects').map(({ id }) => String(id)),
  )
}

test(
  'SIGTERM under load: the process ends in time, nothing is lost or doubled, no accepted delivery is cut off',
  { timeout: 60_000 },
  async () => {
    const path = join(temporaryFolder(), 'inbox.sqlite')
    const child = startProcess('serving-process.ts', path)
    const exited = once(child, 'exit')
    const [url] = (await once(child, 'message')) as [string]
    const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
    const accepted: string[] = []
    const unanswered: string[] = []
    let isEnding = false
    let next = 0
    async function send(): Promise<void> {
      while (!isEnding) {
        const id = String((next += 1))
        const status = await deliver(url, id, agent)
        if (status === 200) accepted.push(id)
        else if (status === undefined) unanswered.push(id)
      }
    }
    const senders = Promise.all(Array.from({ length: SENDERS }, send))
    await expect.poll(() => accepted.length, { timeout: 30_000 }).toBeGreaterThan(100)
    const startedAt = performance.now()
    child.kill('SIGTERM')
    await delay(50)
    isEnding = true
    const [code, signal] = (await exited) as [number | null, string | null]
    const tookMs = performance.now() - startedAt
    await senders
    agent.destroy()
    expect([code, signal]).toEqual([0, null])
    expect(tookMs).toBeLessThan(10_000)

    const inbox = createSqliteInbox({ path })
    const effects = await effectsAfterAll(inbox)
    const { dead, quarantined } = await inbox.counts()
    await inbox.close()
    expect([dead, quarantined]).toEqual([0, 0])
    expect(effects.length).toBe(new Set(effects).size)
    expect(effects.toSorted()).toEqual(accepted.toSorted())
    expect(unanswered.filter((id) => effects.includes(id))).toEqual([])
  },
)

test(
  'a second SIGTERM ends the process at once, and what it was handling comes back',
  { timeout: 60_000 },
  async () => {
    const path = join(temporaryFolder(), 'inbox.sqlite')
    const inbox = createSqliteInbox({ path })
    await inbox.append(Array.from({ length: 200 }, (_, index) => message({ id: String(index) })))
    const child = startProcess('serving-process.ts', path)
    const exited = once(child, 'exit')
    await once(child, 'message')
    child.kill('SIGTERM')
    child.kill('SIGTERM')
    await exited
    const effects = await effectsAfterAll(inbox)
    await inbox.close()
    expect(effects.length).toBe(200)
    expect(new Set(effects).size).toBe(200)
  },
)

test(
  'a process that was paused past its lease writes nothing when it goes on',
  { timeout: 60_000 },
  async () => {
    const path = join(temporaryFolder(), 'inbox.sqlite')
    const inbox = createSqliteInbox({ path })
    const paused = startProcess('pausing-process.ts', path)
    const heard = once(paused, 'message')
    await inbox.append([message({ id: '1' })])
    const [claimed] = (await heard) as [string]
    expect(claimed).toBe('claimed')
    // While its loop is alive its lease is renewed.
    await delay(1_200)
    expect(await inbox.claim({ limit: 1, leaseMs: 1_000 })).toEqual([])
    // While the file is this process's own: one that is stopped in the middle of its write keeps the file from all.
    inbox.transact(() => {
      paused.kill('SIGSTOP')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    })
    await delay(1_000)
    expect(await effectsAfterAll(inbox)).toEqual(['1'])
    const said = once(paused, 'message')
    paused.kill('SIGCONT')
    paused.send('commit')
    expect((await said)[0]).toBe('refused')
    expect(
      inbox.transact((transaction) =>
        transaction.all('SELECT attempt FROM effects').map((row) => row['attempt']),
      ),
    ).toEqual([2])
    await inbox.close()
  },
)
