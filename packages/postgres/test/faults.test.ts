import {
  createDatabase,
  findPostgres,
  lacking,
  postgresBinaries,
  startPostgres,
  type Database,
  type PostgresServer,
} from '@tenon/servers'
import { startMember, storeFaultCases, type Member } from '@tenon/store-faults'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { createPostgresTokenStore, migrate } from '../src/index.ts'
import { connect } from './support/connect.ts'

const found = await findPostgres()
const missing = lacking(found)

let database: Database
let admin: Pool

beforeAll(async () => {
  if (!('url' in found)) return
  database = await createDatabase(found.url)
  admin = connect(database.url).pool
  await migrate({ pool: admin })
})

afterAll(async () => {
  await admin?.end()
  await database?.drop()
})

describe.skipIf(missing)('a network to PostgreSQL', () => {
  const cases = storeFaultCases({
    // Known only when the tests run.
    get url() {
      return database.url
    },
    connect,
  })

  test.concurrent.for(cases)('$name', { timeout: 60_000 }, ({ run }) => run())
})

describe.skipIf(missing)('a PostgreSQL', () => {
  let vendor: { logins: number; lifetimeSeconds: number }
  let closing: (() => Promise<void>)[]

  beforeEach(async () => {
    closing = []
    vendor = { logins: 0, lifetimeSeconds: 3_600 }
    await admin.query('DELETE FROM tenon_tokens')
  })

  afterEach(async () => {
    for (const close of closing.toReversed()) await close()
  })

  function join(config = {}): Member & { pool: Pool } {
    const { pool, store, close } = connect(database.url, config)
    const member = startMember(vendor, store, 'account')
    closing.push(close, () => member.close())
    return { ...member, pool }
  }

  async function joinWarm(config = {}) {
    const [one, other] = [join(config), join(config)]
    expect(await one.value()).toBe('token-1')
    expect(await other.value()).toBe('token-1')
    return [one, other] as const
  }

  test.each([
    ['a new connection for every statement, as behind a pooler in transaction mode', { max: 1, maxUses: 1 }],
    ['transactions that are serializable', { options: '-c default_transaction_isolation=serializable' }],
  ])('is shared with %s', async (_, config) => {
    const members = Array.from({ length: 10 }, () => join(config))
    const values = await Promise.all(members.map((member) => member.value()))
    expect(new Set(values)).toEqual(new Set(['token-1']))
    const renewed = await Promise.all(members.map((member) => member.renew()))
    expect(new Set(renewed.map(({ value }) => value))).toEqual(new Set(['token-2']))
    expect(vendor.logins).toBe(2)
  })

  test('that ends every session costs one login more at most', async () => {
    const [one, other] = await joinWarm()
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    expect((await one.renew()).ms).toBeLessThan(1_300)
    expect(vendor.logins).toBe(2)
    expect(await other.value()).toBe('token-1')
  })

  test('whose connections are all taken is not waited for', async () => {
    const [one] = await joinWarm({ max: 1 })
    const taken = await one.pool.connect()
    const { value, ms } = await one.renew()
    expect(value).toBe('token-2')
    expect(ms).toBeLessThan(1_300)
    taken.release()
  })

  test('that is read-only is a store that is down', async () => {
    const member = join({ options: '-c default_transaction_read_only=on' })
    expect(await member.value()).toBe('token-1')
    const { value, ms } = await member.renew()
    expect(value).toBe('token-2')
    expect(ms).toBeLessThan(1_000)
  })

  test('whose table is empty all of a sudden costs one login more', async () => {
    const [one, other] = await joinWarm()
    await admin.query('TRUNCATE tenon_tokens')
    expect(await join().value()).toBe('token-2')
    expect((await one.renew()).value).toBe('token-2')
    expect((await other.renew()).value).toBe('token-2')
    expect(vendor.logins).toBe(2)
  })

  test('without the table is a store that is down, and says what to do', async () => {
    const [empty] = [await createDatabase((found as { url: string }).url)]
    closing.push(() => empty.drop())
    const { store, close } = connect(empty.url)
    closing.push(close)
    for (const command of [
      () => store.step('key', undefined, 1_000),
      () => store.put('key', 1, { id: 'id', sealed: new Uint8Array(1), lifeMs: 1_000 }),
      () => store.fail('key', 1, { code: 'AUTHENTICATION', forMs: 1_000 }),
    ])
      await expect(command()).rejects.toMatchObject({
        code: 'CONFIGURATION',
        message: expect.stringContaining('Run migrate({ pool })'),
        cause: { message: expect.stringContaining('tenon_tokens') },
      })
    const member = startMember(vendor, store, 'account')
    closing.push(() => member.close())
    expect(await member.value()).toBe('token-1')
  })

  test('keeps a record that nobody can read for nothing: it is replaced', async () => {
    const [one, other] = await joinWarm()
    await admin.query(`UPDATE tenon_tokens SET sealed = 'nothing', token_id = 'poison'`)
    expect((await one.renew()).value).toBe('token-2')
    expect((await other.renew()).value).toBe('token-2')
  })

  test('forgets rows an hour after the last of them was alive, when another token is put', async () => {
    const store = createPostgresTokenStore({ pool: admin })
    await store.step('old', undefined, 1)
    await store.step('recent', undefined, 1)
    await admin.query(
      `UPDATE tenon_tokens SET leased_until = now() - interval '61 minutes', forget_at = now() - interval '1 minute' WHERE key = 'old'`,
    )
    await join().value()
    const { rows } = await admin.query(
      `SELECT key, extract(epoch FROM forget_at - now()) AS left FROM tenon_tokens ORDER BY key`,
    )
    expect(rows.map(({ key }: { key: string }) => key)).toEqual([
      'recent',
      expect.stringMatching(/^tenon:1:/),
    ])
    expect(Math.round(Number(rows[1].left) / 60)).toBe(120)
  })
})

describe.skipIf(postgresBinaries() === undefined)('a PostgreSQL that is restarted without a goodbye', () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)

  afterAll(() => server.close())

  test('keeps the token of the fleet, and no call fails', async () => {
    const vendor = { logins: 0, lifetimeSeconds: 3_600 }
    const { pool, store, close } = connect(server.url)
    await migrate({ pool })
    const member = startMember(vendor, store, 'account')
    expect(await member.value()).toBe('token-1')
    const restarted = server.restart()
    expect(await member.value()).toBe('token-1')
    await restarted
    const late = startMember(vendor, store, 'account')
    expect(await late.value()).toBe('token-1')
    expect((await member.renew()).value).toBe('token-2')
    expect((await late.renew()).value).toBe('token-2')
    expect(vendor.logins).toBe(2)
    await Promise.all([member.close(), late.close()])
    await close()
  }, 60_000)
})
