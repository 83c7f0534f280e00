import type { PostgresConnection } from './postgres-inbox-pool.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'

export interface OpenTransaction {
  readonly transaction: PostgresTransaction
  /** Waits for statements that nobody has awaited, and lets no other begin. */
  end(): Promise<void>
}

export function openTransaction(send: PostgresConnection['query']): OpenTransaction {
  const running = new Set<Promise<unknown>>()
  let hasEnded = false

  async function track(text: string, values?: unknown[]): ReturnType<PostgresConnection['query']> {
    if (hasEnded) throw new Error('the transaction has ended')
    const result = send(text, values)
    running.add(result)
    return result.finally(() => running.delete(result))
  }

  const query: PostgresConnection['query'] = (text, values) => {
    const result = track(text, values)
    // One that nobody awaits fails the effect, not the process.
    result.catch(() => {})
    return result
  }

  return {
    transaction: { query: query as PostgresTransaction['query'] },
    async end() {
      hasEnded = true
      await Promise.allSettled(running)
    },
  }
}
