import type { Claim, Effect } from '@tenon/webhooks'

import { begin, COMPLETE } from './inbox-statements.ts'
import { openTransaction } from './open-transaction.ts'
import type { PostgresInboxPool } from './postgres-inbox-pool.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'
import { withConnection, type LentConnection } from './with-connection.ts'

export interface EffectParts {
  readonly pool: PostgresInboxPool
  /** Milliseconds for which the transaction may stand still. */
  readonly idleMs: number
  /** Called when the row is locked, before the effect runs. */
  readonly onLocked: () => void
}

/** The done-mark first, so that no effect runs for a lost claim, then the effect, in one transaction. */
export function completeWithEffect(
  { pool, idleMs, onLocked }: EffectParts,
  { message, fence }: Claim,
  effect: Effect<PostgresTransaction>,
): Promise<boolean> {
  return withConnection(pool, async (connection) => {
    await connection.query(`${begin(idleMs)}; SAVEPOINT tenon_begin`)
    const isHeld = (await connection.query(COMPLETE, [message.position, fence])).rowCount === 1
    if (isHeld) {
      onLocked()
      await runEffect(connection, effect)
    }
    // A commit of what has failed says no word, and neither does one of another transaction than was begun.
    await connection.query('RELEASE SAVEPOINT tenon_begin; COMMIT')
    return isHeld
  })
}

async function runEffect(
  { query, lost }: LentConnection,
  effect: Effect<PostgresTransaction>,
): Promise<void> {
  const opened = openTransaction(query)
  try {
    // An effect that awaits something else than the transaction would not hear that the connection is gone.
    await Promise.race([effect(opened.transaction), lost])
  } finally {
    await opened.end()
  }
}
