import { sqlStateOf } from '../sql-state.ts'
import type { PostgresConnection, PostgresInboxPool } from './postgres-inbox-pool.ts'

export interface LentConnection {
  /** Refuses everything once a statement has failed of which nobody knows what became: it may still be running. */
  readonly query: PostgresConnection['query']
  /** Rejects when the connection is gone. */
  readonly lost: Promise<never>
}

/**
 * Lends a connection for one transaction, which the work begins and commits. When the work rejects, what it has not
 * committed is rolled back: by a command, or by the end of the connection when the client has given up a statement,
 * as it does after its `query_timeout`.
 */
export async function withConnection<T>(
  pool: PostgresInboxPool,
  work: (connection: LentConnection) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect()
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  connection.on('error', lost.reject)
  let unusable: Error | undefined

  const query: PostgresConnection['query'] = async (text, values) => {
    if (unusable !== undefined) throw unusable
    try {
      return await connection.query(text, values)
    } catch (error) {
      if (!isFromServer(error)) unusable ??= error as Error
      throw error
    }
  }

  try {
    return await work({ query, lost: lost.promise })
  } catch (error) {
    await query('ROLLBACK').catch((failure: Error) => (unusable = failure))
    throw error
  } finally {
    connection.removeListener('error', lost.reject)
    connection.release(unusable)
  }
}

/** Has it an SQLSTATE? Of five letters are some of the system's own codes as well, as `EPIPE`. */
function isFromServer(error: unknown): boolean {
  return /^(?!E[A-Z]{4}$)[\dA-Z]{5}$/.test(sqlStateOf(error))
}
