import type { PostgresConnection } from './postgres-inbox-pool.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'

export interface OpenTransaction {
  readonly transaction: PostgresTransaction
  /** Waits for statements that nobody has awaited, and lets no other begin. */
  end(): Promise<void>
}

export function openTransaction(connection: PostgresConnection): OpenTransaction {
  const running = new Set<Promise<unknown>>()
  let hasEnded = false

  const query: PostgresConnection['query'] = async (text, values) => {
    if (hasEnded) throw new Error('the transaction has ended')
    const result = connection.query(text, values)
    running.add(result)
    return result.finally(() => running.delete(result))
  }

  return {
    transaction: { query: query as PostgresTransaction['query'] },
    async end() {
      hasEnded = true
      await Promise.allSettled(running)
    },
  }
}
