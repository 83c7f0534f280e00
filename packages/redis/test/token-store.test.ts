import { randomUUID } from 'node:crypto'

import { findRedis, lacking } from '@tenon/servers'
import { tokenStoreSuite, type TokenStoreHandle } from '@tenon/testing'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { createClient as createClient4 } from 'redis-4'
import { afterAll, beforeAll, describe, test } from 'vitest'

import { createRedisTokenStore } from '../src/index.ts'

const found = await findRedis()
const missing = lacking(found)
const url = 'url' in found ? found.url : ''

const prefix = `tenon-test:${randomUUID()}:`

const connections: Record<string, () => Promise<TokenStoreHandle>> = {
  async redis() {
    const client = await createClient({ url }).connect()
    return { store: createRedisTokenStore({ client, prefix }), close: () => client.close() }
  },
  async 'redis 4'() {
    const client = await createClient4({ url }).connect()
    return {
      store: createRedisTokenStore({ client, prefix }),
      close: async () => void (await client.quit()),
    }
  },
  async ioredis() {
    const client = new Redis(url)
    return { store: createRedisTokenStore({ client, prefix }), close: async () => void (await client.quit()) }
  },
}

describe.skipIf(missing).for(Object.keys(connections))('with the client of %s', (name) => {
  let admin: Redis

  beforeAll(() => {
    admin = new Redis(url)
  })

  afterAll(async () => {
    const keys = await admin.keys(`${prefix}*`)
    if (keys.length > 0) await admin.del(...keys)
    await admin.quit()
  })

  const suite = tokenStoreSuite({
    connect: () => connections[name]!(),
    leaseMs: 200,
    lose: async (key) => void (await admin.del(prefix + key)),
  })

  test.for(suite)('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
