import type { PostgresPool } from '../postgres-pool.ts'

/** What an inbox uses of a pool of `pg`: a statement on any connection, and a connection for a transaction. */
export interface PostgresInboxPool extends PostgresPool {
  connect(): Promise<PostgresConnection>
}

/** What is used of a connection that a pool of `pg` has lent. */
export interface PostgresConnection extends PostgresPool {
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  /** With an error the connection is ended, and not lent again. */
  release(error?: Error): void
}
