import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import { findRedis, lacking, redisBinary, startRedis, type RedisServer } from '@tenon/servers'
import { startMember, storeFaultCases } from '@tenon/store-faults'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'

import { connections } from './support/connections.ts'

const found = await findRedis()
const missing = lacking(found)
const url = 'url' in found ? found.url : ''
const prefix = `tenon-test:${randomUUID()}:`
const names = ['redis', 'ioredis'] as const

describe.skipIf(missing).for(names)('a network to Redis, with the client of %s', (name) => {
  afterAll(async () => {
    const admin = new Redis(url)
    const keys = await admin.keys(`${prefix}*`)
    if (keys.length > 0) await admin.del(...keys)
    await admin.quit()
  })

  const cases = storeFaultCases({ url, connect: (one) => connections[name](one, prefix) })

  test.concurrent.for(cases)('$name', { timeout: 60_000 }, ({ run }) => run())
})

/** These would disturb whoever else uses the server. */
describe.skipIf(redisBinary() === undefined).for(names)('a Redis, with the client of %s', (name) => {
  let server: RedisServer
  let admin: Redis
  let vendor: { logins: number; lifetimeSeconds: number }
  let closing: (() => Promise<void>)[]

  beforeEach(async () => {
    closing = []
    server = await startRedis()
    admin = new Redis(server.url)
    admin.on('error', () => {})
    vendor = { logins: 0, lifetimeSeconds: 3_600 }
  })

  afterEach(async () => {
    for (const close of closing.toReversed()) await close()
    admin.disconnect()
    await server.stop()
  })

  function join() {
    const { store, close } = connections[name](server.url)
    const member = startMember(vendor, store, 'account')
    closing.push(close, () => member.close())
    return member
  }

  async function joinWarm() {
    const [one, other] = [join(), join()]
    expect(await one.value()).toBe('token-1')
    expect(await other.value()).toBe('token-1')
    return [one, other] as const
  }

  test('that forgets its scripts gets them again, at the cost of no login', async () => {
    const [one, other] = await joinWarm()
    await admin.script('FLUSH')
    expect((await one.renew()).value).toBe('token-2')
    await admin.script('FLUSH')
    expect((await other.renew()).value).toBe('token-2')
    expect(vendor.logins).toBe(2)
  })

  test('that is flushed costs one login more', async () => {
    const [one, other] = await joinWarm()
    await admin.flushall()
    expect(await one.value()).toBe('token-1')
    expect(await join().value()).toBe('token-2')
    expect((await one.renew()).value).toBe('token-2')
    expect((await other.renew()).value).toBe('token-2')
    expect(vendor.logins).toBe(2)
  })

  test('that has come back with an older record gives no fence twice', async () => {
    const { store } = join()
    const fence = async (): Promise<number> => {
      const step = await store.step('key', undefined, 1_000)
      return step.state === 'leased' ? step.fence : Number.NaN
    }
    const first = await fence()
    await store.fail('key', first, { code: 'CONNECTION', forMs: 0 })
    const older = await admin.dumpBuffer('key')
    const lost = await fence()
    // Fences count from the milliseconds of the store's time, and no server comes back within one.
    await delay(2)
    await admin.restore('key', 0, older, 'REPLACE')
    const next = await fence()
    expect(next).toBeGreaterThan(lost)
    expect(await store.put('key', lost, { id: 'late', sealed: Buffer.of(), lifeMs: 1_000 })).toBe(false)
  })

  test('that is full lets tokens be read; who needs a new one logs in for itself', async () => {
    const [one] = await joinWarm()
    await admin.config('SET', 'maxmemory', '1')
    expect(await join().value()).toBe('token-1')
    const { value, ms } = await one.renew()
    expect(value).toBe('token-2')
    expect(ms).toBeLessThan(1_000)
    await admin.config('SET', 'maxmemory', '0')
    expect(await join().value()).toBe('token-1')
  })

  test('that became a read-only replica lets tokens be read; who needs a new one logs in for itself', async () => {
    const [one] = await joinWarm()
    await admin.replicaof('127.0.0.1', '1')
    expect(await join().value()).toBe('token-1')
    expect((await one.renew()).value).toBe('token-2')
    await admin.replicaof('NO', 'ONE')
  })

  test('that is restarted and has lost everything costs one login more, and no call fails', async () => {
    const [one, other] = await joinWarm()
    await server.stop()
    for (const member of [one, other]) expect(await member.value()).toBe('token-1')
    server = await startRedis({ port: server.port })
    await expect
      .poll(() => one.store.step('probe', undefined, 1).then(Boolean, () => false), { timeout: 10_000 })
      .toBe(true)
    expect((await one.renew()).value).toBe('token-2')
    await expect
      .poll(() => other.store.step('probe', undefined, 1).then(Boolean, () => false), { timeout: 10_000 })
      .toBe(true)
    expect((await other.renew()).value).toBe('token-2')
    expect(vendor.logins).toBe(2)
  })

  test('keeps a record that nobody can read for nothing: it is replaced', async () => {
    const [one, other] = await joinWarm()
    const [key = ''] = await admin.keys('tenon:*')
    await admin.hset(key, 'sealed', 'bm90aGluZw==', 'id', 'poison')
    expect((await one.renew()).value).toBe('token-2')
    expect((await other.renew()).value).toBe('token-2')
  })

  test('forgets a key an hour after the last of it was alive', async () => {
    await join().value()
    const [key = ''] = await admin.keys('tenon:*')
    const seconds = await admin.ttl(key)
    expect(seconds).toBeGreaterThan(7_190)
    expect(seconds).toBeLessThanOrEqual(7_200)
  })
})
