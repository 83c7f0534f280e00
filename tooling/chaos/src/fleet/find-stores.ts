import { randomUUID } from 'node:crypto'

import { migrate } from '@tenon/postgres'
import { createDatabase, findPostgres, findRedis, lacking } from '@tenon/servers'
import { Pool } from 'pg'
import { createClient } from 'redis'

import type { StoreAddress } from './messages.ts'

export interface LentStore {
  readonly address: StoreAddress
  /** Removes what the run has kept there. */
  readonly close: () => Promise<void>
}

/** A place for this run in each store that this machine has; says which it has not. */
export async function findStores(): Promise<readonly LentStore[]> {
  const prefix = `tenon-chaos:${randomUUID()}:`
  const stores: LentStore[] = []
  const redis = await findRedis()
  if (lacking(redis) === undefined && 'url' in redis) {
    stores.push({
      address: { kind: 'redis', url: redis.url, prefix },
      close: () => removeKeys(redis.url, prefix),
    })
  }
  const postgres = await findPostgres()
  if (lacking(postgres) === undefined && 'url' in postgres) {
    const { url, drop } = await createDatabase(postgres.url)
    const pool = new Pool({ connectionString: url, max: 1 })
    await migrate({ pool })
    await pool.end()
    stores.push({ address: { kind: 'postgres', url, prefix }, close: drop })
  }
  return stores
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = await createClient({ url }).connect()
  for await (const keys of client.scanIterator({ MATCH: `${prefix}*` }))
    if (keys.length > 0) await client.del(keys)
  client.destroy()
}
