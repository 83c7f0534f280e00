import { ConfigurationError, type TokenStep, type TokenStore } from '@tenon/core'

import type { PostgresPool } from '../postgres-pool.ts'
import { retryingQuery } from '../retrying-query.ts'
import { notMigrated } from '../schema/not-migrated.ts'
import { sqlStateOf } from '../sql-state.ts'
import { FAIL, PUT, STEP } from './token-statements.ts'

const NO_SUCH_TABLE = '42P01'

export interface PostgresTokenStoreOptions {
  /** A pool of `pg`. You listen to its errors, and end it. */
  readonly pool: PostgresPool
}

interface StepRow {
  readonly state: TokenStep['state']
  readonly fence: unknown
  readonly failures: unknown
  readonly id: unknown
  readonly sealed: unknown
  readonly ms: unknown
}

/**
 * Keeps the tokens of a fleet in a table of PostgreSQL (13 or later) that `migrate` has made. Each command is one
 * statement with no name and no session, so that any pooler may stand in between. Opens no connection of its own.
 *
 * Besides what `TokenStore` says, everything rejects with a `ConfigurationError` where the table is missing.
 *
 * @throws ConfigurationError when the pool has no `query`
 */
export function createPostgresTokenStore({ pool }: PostgresTokenStoreOptions): TokenStore {
  if (typeof pool?.query !== 'function') {
    const message = 'createPostgresTokenStore: option "pool" must be a pool of pg'
    throw new ConfigurationError({ message, option: 'pool' })
  }
  const query = retryingQuery(pool)
  const run: PostgresPool['query'] = async (text, values) => {
    try {
      return await query(text, values)
    } catch (error) {
      throw sqlStateOf(error) === NO_SUCH_TABLE
        ? notMigrated('the table of the token store is', error)
        : error
    }
  }
  const change = async (text: string, values: unknown[]): Promise<boolean> =>
    (await run(text, values)).rowCount === 1

  return {
    async step(key, seen, leaseMs) {
      const { rows } = await run(STEP, [key, seen, leaseMs])
      return readStep(rows[0] as StepRow | undefined)
    },
    // As text: what a pool makes of bytes can be configured.
    put: (key, fence, { id, sealed, lifeMs }) =>
      change(PUT, [key, fence, id, Buffer.from(sealed).toString('base64'), lifeMs]),
    fail: (key, fence, { code, forMs }) => change(FAIL, [key, fence, code, forMs]),
  }
}

function readStep(row: StepRow | undefined): TokenStep {
  const ms = Math.max(0, Number(row?.ms))
  switch (row?.state) {
    case 'leased':
      return { state: 'leased', fence: Number(row.fence), failures: Number(row.failures) }
    case 'adopt':
      return {
        state: 'adopt',
        id: String(row.id),
        sealed: Buffer.from(String(row.sealed), 'base64'),
        ageMs: ms,
      }
    case 'failed':
      return { state: 'failed', code: String(row.id), remainingMs: ms }
    default:
      return { state: 'wait' }
  }
}
