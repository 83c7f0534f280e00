import { Pool, type PoolConfig } from 'pg'

import { createPostgresTokenStore } from '../../src/index.ts'

/** A pool as the README says that it should be made. */
export function connect(url: string, config: PoolConfig = {}) {
  const pool = new Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 1_000,
    query_timeout: 1_000,
    ...config,
  })
  pool.on('error', () => {})
  return { pool, store: createPostgresTokenStore({ pool }), close: () => pool.end() }
}
