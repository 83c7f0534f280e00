import { isFree } from './database/is-free.ts'
import type { JobDatabase } from './database/job-database.ts'
import type { JobCopy } from './job-copies.ts'
import { toStoredOrder, type StoredOrder } from './stored-order.ts'

/** The gift cards of the orders. */
export interface JobRewards {
  /** Takes shipped orders that are to be rewarded, and are not. */
  takeDue(most: number): Promise<readonly StoredOrder[]>
  placed(name: string, hubbleOrderId: string): Promise<void>
  failed(name: string, reason: string): Promise<void>
  /** Gives an order back whose outcome is not known: it is due again after a while. */
  giveBack(name: string, pauseMs: number): Promise<void>
  /** Is there one that is due, whoever has it? */
  areDue(): Promise<boolean>
}

export function createJobRewards(database: JobDatabase, copy: JobCopy): JobRewards {
  const { now, skipLocked } = database.dialect
  const takeDue = `
    WITH taken AS MATERIALIZED (
      SELECT name FROM job_orders
      WHERE reward = 'due' AND reward_at <= ${now} AND ${isFree('reward_copy', database.dialect)}
      ORDER BY line LIMIT $2 ${skipLocked})
    UPDATE job_orders SET reward_copy = $1 WHERE name IN (SELECT name FROM taken) RETURNING name, body`

  return {
    takeDue: async (most) => (await database.query(takeDue, copy.id, most)).map(toStoredOrder),
    async placed(name, hubbleOrderId) {
      // Whoever says it: there is a gift card.
      await database.query(
        `UPDATE job_orders SET reward = 'placed', reward_order = $2 WHERE name = $1`,
        name,
        hubbleOrderId,
      )
    },
    async failed(name, reason) {
      await database.query(
        `UPDATE job_orders SET reward = 'failed', reward_note = $2
         WHERE name = $1 AND reward = 'due' AND reward_copy = $3`,
        name,
        reason,
        copy.id,
      )
    },
    async giveBack(name, pauseMs) {
      await database.query(
        `UPDATE job_orders SET reward_copy = NULL, reward_at = ${now} + $2 WHERE name = $1 AND reward_copy = $3`,
        name,
        pauseMs,
        copy.id,
      )
    },
    areDue: async () =>
      (await database.query(`SELECT name FROM job_orders WHERE reward = 'due' LIMIT 1`)).length > 0,
  }
}
