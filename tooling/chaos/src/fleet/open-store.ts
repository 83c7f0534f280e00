import type { TokenStore } from '@tenon/core'
import { createPostgresTokenStore } from '@tenon/postgres'
import { createRedisTokenStore } from '@tenon/redis'
import { Pool } from 'pg'
import { createClient } from 'redis'

import type { StoreAddress } from './messages.ts'

/** As the READMEs say that it should be opened. */
export function openStore({ kind, url, prefix }: StoreAddress): TokenStore {
  if (kind === 'postgres') {
    const pool = new Pool({
      connectionString: url,
      max: 2,
      connectionTimeoutMillis: 1_000,
      query_timeout: 1_000,
    })
    pool.on('error', () => {})
    return createPostgresTokenStore({ pool })
  }
  const client = createClient({ url, commandOptions: { timeout: 1_000 } })
  client.on('error', () => {})
  client.connect().catch(() => {})
  return createRedisTokenStore({ client, prefix })
}
