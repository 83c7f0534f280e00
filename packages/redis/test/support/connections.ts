import { Redis } from 'ioredis'
import { createClient } from 'redis'

import { createRedisTokenStore } from '../../src/index.ts'

/** Each client as the README says that it should be made: it connects when it can, and is never waited for. */
export const connections = {
  redis(url: string, prefix = '') {
    const client = createClient({ url, commandOptions: { timeout: 1_000 } })
    client.on('error', () => {})
    client.connect().catch(() => {})
    return { store: createRedisTokenStore({ client, prefix }), close: async () => client.destroy() }
  },
  ioredis(url: string, prefix = '') {
    const client = new Redis(url, { commandTimeout: 1_000 })
    client.on('error', () => {})
    return { store: createRedisTokenStore({ client, prefix }), close: async () => client.disconnect() }
  },
}
