import { hasShipped, statusRank } from '@tenon/masonhub'

import { isFree } from './database/is-free.ts'
import type { JobDatabase, Statement } from './database/job-database.ts'
import type { JobCopy } from './job-copies.ts'
import { toStoredOrder, type StoredOrder } from './stored-order.ts'

/** How far the warehouse is with an order. */
export interface OrderNews {
  readonly name: string
  readonly status: string
}

/** The way of the orders to the warehouse, and through it. What a method takes is nobody else's until it leaves. */
export interface JobOrders<Transaction = unknown> {
  /** Takes orders that a copy which is gone was about to send: the vendor may have them. */
  takeUnclear(most: number): Promise<readonly StoredOrder[]>
  /** Takes orders that have not been sent, and notes that they are about to be. */
  takeUnsent(most: number): Promise<readonly StoredOrder[]>
  /** The vendor has these. */
  accepted(names: readonly string[]): Promise<void>
  /** The vendor does not want these. */
  refused(refusals: readonly { readonly name: string; readonly reason: string }[]): Promise<void>
  /** Takes accepted orders that have not shipped, and that nobody has asked after for so long. */
  takeSilent(most: number, silentMs: number): Promise<readonly string[]>
  /** Notes how far the warehouse is, whatever order the news come in: a status only moves forward. */
  moved(news: readonly OrderNews[]): Promise<void>
  /** The same in the transaction that marks the news as handled. */
  movedWithin(transaction: Transaction, news: readonly OrderNews[]): void | Promise<void>
  /** Is there an order that is not at the vendor yet, nor refused? */
  areUnsent(): Promise<boolean>
  /** Is there one whose shipping is not known yet? */
  areUnderWay(): Promise<boolean>
}

export function createJobOrders<Transaction>(
  database: JobDatabase<Transaction>,
  copy: JobCopy,
): JobOrders<Transaction> {
  const { now, skipLocked, each } = database.dialect
  const take = (where: string): string => `
    WITH taken AS MATERIALIZED (SELECT name FROM job_orders WHERE ${where} ORDER BY line LIMIT $2 ${skipLocked})
    UPDATE job_orders SET phase = 'sending', copy = $1, asked_at = ${now}
    WHERE name IN (SELECT name FROM taken) RETURNING name, body`
  const takeUnclear = take(`phase = 'sending' AND ${isFree('copy', database.dialect)}`)
  const takeUnsent = take(`phase = 'read'`)
  const accepted = `
    UPDATE job_orders SET phase = 'accepted', asked_at = ${now}
    WHERE phase = 'sending' AND name IN (SELECT value ->> 'name' FROM ${each('$1')})`
  const refused = `
    UPDATE job_orders SET phase = 'refused',
      reason = (SELECT value ->> 'reason' FROM ${each('$1')} WHERE value ->> 'name' = job_orders.name)
    WHERE phase = 'sending' AND copy = $2 AND name IN (SELECT value ->> 'name' FROM ${each('$1')})`
  const underWay = `phase = 'accepted' AND shipped = 0 AND canceled = 0`
  const takeSilent = `
    WITH taken AS MATERIALIZED (
      SELECT name FROM job_orders WHERE ${underWay} AND asked_at <= ${now} - $1
      ORDER BY asked_at LIMIT $2 ${skipLocked})
    UPDATE job_orders SET asked_at = ${now} WHERE name IN (SELECT name FROM taken) RETURNING name`

  const isThere = async (where: string): Promise<boolean> =>
    (await database.query(`SELECT name FROM job_orders WHERE ${where} LIMIT 1`)).length > 0

  return {
    takeUnclear: async (most) => (await database.query(takeUnclear, copy.id, most)).map(toStoredOrder),
    takeUnsent: async (most) => (await database.query(takeUnsent, copy.id, most)).map(toStoredOrder),
    async accepted(names) {
      if (names.length > 0) await database.query(accepted, JSON.stringify(names.map((name) => ({ name }))))
    },
    async refused(refusals) {
      if (refusals.length > 0) await database.query(refused, JSON.stringify(refusals), copy.id)
    },
    takeSilent: async (most, silentMs) =>
      (await database.query(takeSilent, Math.round(silentMs), most)).map(({ name }) => String(name)),
    async moved(news) {
      for (const { sql, values } of moves(news)) await database.query(sql, ...values)
    },
    movedWithin: (transaction, news) => database.within(transaction, moves(news)),
    areUnsent: async () => (await isThere(`phase = 'read'`)) || isThere(`phase = 'sending'`),
    areUnderWay: () => isThere(underWay),
  }
}

const MOVE = `
  UPDATE job_orders SET status = $2, rank = $3, shipped = $4, canceled = $5, phase = 'accepted',
    reward = CASE WHEN reward = 'waiting' AND $4 = 1 THEN 'due'
      WHEN reward IN ('waiting', 'due') AND $5 = 1 THEN 'none' ELSE reward END,
    reward_note = CASE WHEN reward IN ('waiting', 'due') AND $5 = 1 THEN 'order canceled' ELSE reward_note END
  WHERE name = $1 AND rank < $3`

/** By name, so that two transactions with news of the same orders do not wait for each other. */
function moves(news: readonly OrderNews[]): Statement[] {
  return news
    .toSorted((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)))
    .flatMap(({ name, status }) => {
      const rank = statusRank(status)
      if (rank === undefined) return []
      const flags = [Number(hasShipped({ status })), Number(status === 'canceled')]
      return [{ sql: MOVE, values: [name, status, rank, ...flags] }]
    })
}
