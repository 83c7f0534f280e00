import type { PostgresPool } from './postgres-pool.ts'
import { sqlStateOf } from './sql-state.ts'

const SERIALIZATION_FAILURE = '40001'
const ATTEMPTS = 10

/** Where transactions are serializable by default, statements that meet are told to come again: they do. */
export function retryingQuery(pool: PostgresPool): PostgresPool['query'] {
  return async (text, values) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await pool.query(text, values)
      } catch (error) {
        if (attempt === ATTEMPTS || sqlStateOf(error) !== SERIALIZATION_FAILURE) throw error
      }
    }
  }
}
