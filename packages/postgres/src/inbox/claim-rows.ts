import type { ClaimOptions, InboxColumns } from '@tenon/webhooks'

import { begin, claimStatement } from './inbox-statements.ts'
import type { PostgresInboxPool } from './postgres-inbox-pool.ts'
import { withConnection } from './with-connection.ts'

export interface ClaimParts {
  readonly pool: PostgresInboxPool
  /** Milliseconds between the claim and its commit, after which the server gives up a process that sleeps. */
  readonly idleMs: number
}

/**
 * Commits a claim only once its rows have arrived: what a client has given up waiting for is undone, and counts as no
 * attempt. Only a commit whose answer is lost leaves messages to nobody, until the lease ends. The transaction begins in
 * the same round trip.
 */
export function claimRows(
  { pool, idleMs }: ClaimParts,
  { limit, leaseMs }: ClaimOptions,
): Promise<readonly InboxColumns[]> {
  return withConnection(pool, async ({ query }) => {
    // Of several statements pg gives a list.
    const results = (await query(`${begin(idleMs)}; ${claimStatement(limit, leaseMs)}`)) as unknown
    const claimed = (results as readonly { readonly rows: readonly InboxColumns[] }[]).at(-1)
    await query('COMMIT')
    return claimed?.rows ?? []
  })
}
