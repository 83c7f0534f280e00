import { setTimeout as delay } from 'node:timers/promises'

import { createSeededRandom } from '@tenon/core/testing'
import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { samplePath } from '../../src/sample-path.ts'
import { newState, startApp, summaryOf, type AppProcess } from './app-process.ts'
import { startFakesProcess, type FakesProcess } from './fakes-process.ts'
import { freePorts } from './free-ports.ts'
import { readVendorBooks } from './vendor-books.ts'

const found = await findPostgres()
const missing = lacking(found)
const MINUTES = 60_000

interface World extends AsyncDisposable {
  readonly state: string
  readonly database: Database
  readonly fakes: FakesProcess
  /** Starts a copy of the app at the first or second port. */
  start(place: 0 | 1): AppProcess
}

/** The topology of `compose.yaml`: PostgreSQL, the stand-ins as one process, and places for two copies. */
async function startWorld(): Promise<World> {
  const state = newState()
  const ports = await freePorts(2)
  const database = await createDatabase((found as { url: string }).url)
  const fakes = await startFakesProcess(state, ports)
  return {
    state,
    database,
    fakes,
    start(place) {
      const args = ['--live', '--input', samplePath, '--prefix', 'test', '--product', fakes.product, '--json']
      const reached = ['--port', String(ports[place]), '--callback-url', fakes.callbackUrl]
      return startApp([...args, ...reached, '--state', newState()], {
        ...fakes.environment,
        DATABASE_URL: database.url,
        TOKEN_SEALING_KEY: 'the-sealing-key-of-these-two-copies',
      })
    },
    async [Symbol.asyncDispose]() {
      await fakes[Symbol.asyncDispose]()
      await database.drop()
    },
  }
}

function booksOf(state: string): Record<string, number> {
  const { warehouseOrders, giftCards, debits } = readVendorBooks(state)
  return {
    orders: warehouseOrders.length,
    differentOrders: new Set(warehouseOrders).size,
    giftCards: giftCards.filter(({ status }) => status === 'SUCCESS').length,
    debits: debits.length,
    differentDebits: new Set(debits.map(({ referenceId }) => referenceId)).size,
  }
}

const exact = { orders: 189, differentOrders: 189, giftCards: 58, debits: 58, differentDebits: 58 }
const done = { orders: 189, accepted: 189, refused: 0, shipped: 189, rewardsPlanned: 58, rewarded: 58 }

describe.skipIf(missing)('copies of the app on PostgreSQL', { timeout: 4 * MINUTES }, () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  }, MINUTES)
  afterAll(() => world[Symbol.asyncDispose]())

  test('share the work, log in once for both, and leave no registration behind', async () => {
    const ended = await Promise.all([world.start(0).ended, world.start(1).ended])
    expect(ended.map(({ exitCode, stderr }) => (exitCode === 0 ? 0 : stderr))).toEqual([0, 0])
    const [one, other] = ended.map(summaryOf)
    expect(one?.counts).toMatchObject(done)
    expect(other?.counts).toEqual(one?.counts)
    expect((one?.wallet.before ?? 0) - (one?.wallet.after ?? 0)).toBe(58 * 500)
    expect((one?.traffic['hubble']?.logins ?? 0) + (other?.traffic['hubble']?.logins ?? 0)).toBe(1)
    expect(booksOf(world.state)).toEqual(exact)
    expect(readVendorBooks(world.state).callbacks).toEqual([])

    const again = await world.start(0).ended
    expect(summaryOf(again)).toMatchObject({ state: 'finished', wasDone: true, counts: done })
    expect(booksOf(world.state)).toEqual(exact)
  })
})

describe.skipIf(missing)('a copy that is killed again and again', { timeout: 5 * MINUTES }, () => {
  test('is stood in for by the other, and nothing happens twice', async () => {
    await using world = await startWorld()
    const random = createSeededRandom(7)
    const survivor = world.start(1)
    for (let stop = 0; stop < 3; stop += 1) {
      const victim = world.start(0)
      await victim.started
      await delay(random.fraction() * 4_000)
      victim.child.kill('SIGKILL')
      await victim.ended
    }
    const ended = await survivor.ended
    expect(ended.exitCode === 0 ? 0 : ended.stderr).toBe(0)
    expect(summaryOf(ended)).toMatchObject({ state: 'finished', counts: done })
    expect(booksOf(world.state)).toEqual(exact)

    const client = new Client({ connectionString: world.database.url })
    await client.connect()
    const { rows } = await client.query(`SELECT count(*)::int AS dead FROM tenon_inbox WHERE state = 'dead'`)
    await client.end()
    expect(rows).toEqual([{ dead: 0 }])
  })
})
