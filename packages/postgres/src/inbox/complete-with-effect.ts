import type { Claim, Effect } from '@tenon/webhooks'

import { COMPLETE } from './inbox-statements.ts'
import { openTransaction } from './open-transaction.ts'
import type { PostgresConnection, PostgresInboxPool } from './postgres-inbox-pool.ts'
import type { PostgresTransaction } from './postgres-transaction.ts'

export interface EffectParts {
  readonly pool: PostgresInboxPool
  /** Milliseconds for which the transaction may stand still. */
  readonly idleMs: number
}

/** The done-mark first, so that no effect runs for a lost claim, then the effect, in one transaction. */
export async function completeWithEffect(
  { pool, idleMs }: EffectParts,
  { message, fence }: Claim,
  effect: Effect<PostgresTransaction>,
): Promise<boolean> {
  const connection = await pool.connect()
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => {})
  connection.on('error', broken.reject)
  let unusable: Error | undefined
  try {
    // By the server, as a process that sleeps would hold the row for as long, and nobody else could claim it.
    await connection.query(
      `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`,
    )
    const isHeld = (await connection.query(COMPLETE, [message.position, fence])).rowCount === 1
    if (isHeld) await runEffect(connection, effect, broken.promise)
    // A commit of what has failed says no word, and neither does one without a transaction; a savepoint does.
    await connection.query(isHeld ? 'SAVEPOINT tenon_end; COMMIT' : 'ROLLBACK')
    return isHeld
  } catch (error) {
    await connection.query('ROLLBACK').catch((failure: Error) => (unusable = failure))
    throw error
  } finally {
    connection.removeListener('error', broken.reject)
    connection.release(unusable)
  }
}

async function runEffect(
  connection: PostgresConnection,
  effect: Effect<PostgresTransaction>,
  broken: Promise<never>,
): Promise<void> {
  const opened = openTransaction(connection)
  try {
    // An effect that awaits something else than the transaction would not hear that the connection is gone.
    await Promise.race([effect(opened.transaction), broken])
  } finally {
    await opened.end()
  }
}
