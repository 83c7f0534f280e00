import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

import { isShipped, rankOf } from '../job/order-status.ts'
import type { RewardPlan } from '../job/plan-reward.ts'
import type { OrderFileItem, ShopOrder } from '../orders-csv/index.ts'
import type { JobCounts, ReasonCount } from './job-counts.ts'
import { jobSchema } from './job-schema.ts'

/** An order as the job knows it. */
export interface StoredOrder {
  readonly name: string
  readonly order: ShopOrder
}

/** What the job writes within somebody else's transaction. */
export interface Transaction {
  run(sql: string, ...parameters: SQLInputValue[]): unknown
}

/**
 * The memory of one job, in one SQLite file: which orders there are, how far each has come, and which line of
 * the input became of what. Every change is durable before the method returns.
 */
export class JobStore {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#database = new DatabaseSync(path)
    this.#database.exec(jobSchema)
  }

  fact(name: string): string | undefined {
    const row = this.#prepare('SELECT value FROM job_facts WHERE name = ?').get(name)
    return row === undefined ? undefined : String(row['value'])
  }

  /** Keeps a fact that must not change within a job; returns the one that is kept. */
  keepFact(name: string, value: string): string {
    this.#prepare('INSERT INTO job_facts (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, value)
    return this.fact(name) as string
  }

  /** Takes over what was read from the file, once: all of it or nothing. */
  async import(items: AsyncIterable<OrderFileItem>, plan: (order: ShopOrder) => RewardPlan): Promise<void> {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      for await (const item of items) this.#importItem(item, plan)
      this.keepFact('imported', 'yes')
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #importItem(item: OrderFileItem, plan: (order: ShopOrder) => RewardPlan): void {
    if (item.kind === 'order') {
      const { order, line, rows } = item
      const { reward, note } = plan(order)
      this.#prepare(
        'INSERT INTO job_orders (name, line, rows, body, reward, reward_note) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(order.name, line, rows, JSON.stringify(order), reward, note ?? null)
      return
    }
    const reasons =
      item.kind === 'rejected' ? item.reasons.map((reason) => reason.message) : [item.reason.message]
    this.#prepare('INSERT INTO job_left_out (line, rows, name, kind, reason) VALUES (?, ?, ?, ?, ?)').run(
      item.line,
      item.rows,
      item.name ?? '',
      item.kind,
      reasons.join('; '),
    )
  }

  /** Orders that were about to be sent when an earlier run ended: the vendor may have them. */
  unclear(): StoredOrder[] {
    return this.#orders(`SELECT name, body FROM job_orders WHERE phase = 'sending' ORDER BY line`)
  }

  /** Takes orders that have not been sent, and notes that they are about to be. */
  takeUnsent(most: number): StoredOrder[] {
    const orders = this.#orders(
      `SELECT name, body FROM job_orders WHERE phase = 'read' ORDER BY line LIMIT ?`,
      most,
    )
    this.#inTransaction(() => {
      for (const { name } of orders)
        this.#prepare(`UPDATE job_orders SET phase = 'sending' WHERE name = ?`).run(name)
    })
    return orders
  }

  accepted(name: string): void {
    this.#prepare(`UPDATE job_orders SET phase = 'accepted' WHERE name = ? AND phase = 'sending'`).run(name)
  }

  refused(name: string, reason: string): void {
    this.#prepare(
      `UPDATE job_orders SET phase = 'refused', reason = ? WHERE name = ? AND phase = 'sending'`,
    ).run(reason, name)
  }

  /** Accepted orders whose shipping is not known yet. */
  unshipped(): string[] {
    const rows = this.#prepare(
      `SELECT name FROM job_orders WHERE phase = 'accepted' AND shipped = 0 AND canceled = 0 ORDER BY line`,
    ).all()
    return rows.map((row) => String(row['name']))
  }

  /**
   * Notes how far the warehouse is, whatever order the news come in: a status only moves forward.
   *
   * @param within the transaction that marks the news as handled; default the store's own
   */
  moved(name: string, status: string, within: Transaction = this.#transaction): void {
    const rank = rankOf(status)
    if (rank === undefined) return
    within.run(
      `UPDATE job_orders SET status = ?, rank = ?, shipped = ?, canceled = ?, phase = 'accepted',
         reward = CASE WHEN reward = 'waiting' AND ? THEN 'due' WHEN reward IN ('waiting', 'due') AND ? THEN 'none' ELSE reward END,
         reward_note = CASE WHEN reward IN ('waiting', 'due') AND ? THEN 'order canceled' ELSE reward_note END
       WHERE name = ? AND rank < ?`,
      status,
      rank,
      Number(isShipped(status)),
      Number(status === 'canceled'),
      Number(isShipped(status)),
      Number(status === 'canceled'),
      Number(status === 'canceled'),
      name,
      rank,
    )
  }

  readonly #transaction: Transaction = { run: (sql, ...parameters) => this.#prepare(sql).run(...parameters) }

  /** Shipped orders that are to be rewarded, and are not. */
  dueRewards(): StoredOrder[] {
    return this.#orders(`SELECT name, body FROM job_orders WHERE reward = 'due' ORDER BY line`)
  }

  rewarded(name: string, hubbleOrderId: string): void {
    this.#prepare(`UPDATE job_orders SET reward = 'placed', reward_order = ? WHERE name = ?`).run(
      hubbleOrderId,
      name,
    )
  }

  rewardFailed(name: string, reason: string): void {
    this.#prepare(`UPDATE job_orders SET reward = 'failed', reward_note = ? WHERE name = ?`).run(reason, name)
  }

  counts(): JobCounts {
    const one = (sql: string): number => Number(this.#prepare(sql).get()?.['count'] ?? 0)
    const count = (where: string): number => one(`SELECT count(*) AS count FROM job_orders WHERE ${where}`)
    const sum = (table: string, where: string): number =>
      one(`SELECT sum(rows) AS count FROM ${table} WHERE ${where}`)
    return {
      orders: count('true'),
      orderRows: sum('job_orders', 'true'),
      rejected: one(`SELECT count(*) AS count FROM job_left_out WHERE kind = 'rejected'`),
      rejectedRows: sum('job_left_out', `kind = 'rejected'`),
      skipped: one(`SELECT count(*) AS count FROM job_left_out WHERE kind = 'skipped'`),
      skippedRows: sum('job_left_out', `kind = 'skipped'`),
      unsent: count(`phase IN ('read', 'sending')`),
      accepted: count(`phase = 'accepted'`),
      refused: count(`phase = 'refused'`),
      shipped: count('shipped = 1'),
      canceled: count('canceled = 1'),
      rewardsPlanned: count(`reward IN ('waiting', 'due', 'placed', 'failed') AND phase <> 'refused'`),
      rewarded: count(`reward = 'placed'`),
      rewardsFailed: count(`reward = 'failed'`),
      unrewarded: count(`reward IN ('waiting', 'due') AND phase <> 'refused'`),
    }
  }

  /** Is there nothing left to do? */
  isDone(): boolean {
    const { unsent, accepted, shipped, canceled, unrewarded } = this.counts()
    return (
      this.fact('imported') !== undefined &&
      unsent === 0 &&
      accepted === shipped + canceled &&
      unrewarded === 0
    )
  }

  leftOut(): { line: number; name: string; kind: string; reason: string }[] {
    const rows = this.#prepare(
      `SELECT line, name, kind, reason FROM job_left_out
       UNION ALL SELECT line, name, phase, reason FROM job_orders WHERE phase = 'refused' ORDER BY line`,
    ).all()
    return rows.map((row) => ({
      line: Number(row['line']),
      name: String(row['name']),
      kind: String(row['kind']),
      reason: String(row['reason']),
    }))
  }

  refusals(): ReasonCount[] {
    return this.#reasons(
      `SELECT reason, count(*) AS count FROM job_orders WHERE phase = 'refused' GROUP BY reason`,
    )
  }

  rewardNotes(): ReasonCount[] {
    return this.#reasons(
      `SELECT reward_note AS reason, count(*) AS count FROM job_orders
       WHERE reward IN ('none', 'failed') AND phase <> 'refused' AND reward_note IS NOT NULL GROUP BY reward_note ORDER BY count DESC`,
    )
  }

  close(): void {
    this.#database.close()
  }

  #reasons(sql: string): ReasonCount[] {
    const rows = this.#prepare(sql).all()
    return rows.map((row) => ({ reason: String(row['reason']), count: Number(row['count']) }))
  }

  #orders(sql: string, ...parameters: SQLInputValue[]): StoredOrder[] {
    const rows = this.#prepare(sql).all(...parameters)
    return rows.map((row) => ({
      name: String(row['name']),
      order: JSON.parse(String(row['body'])) as ShopOrder,
    }))
  }

  #inTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }
}
