import type { RewardPlan } from '../job/plan-reward.ts'
import type { OrderFileItem, ShopOrder } from '../orders-csv/index.ts'
import { isFree } from './database/is-free.ts'
import type { JobDatabase } from './database/job-database.ts'
import type { JobCopy } from './job-copies.ts'
import type { JobFacts } from './job-facts.ts'

const BATCH = 200

/** Takes the file over into the tables. */
export interface JobImports {
  isDone(): Promise<boolean>
  /** One copy imports. True for that one, and for the next one when it is gone. */
  take(): Promise<boolean>
  /**
   * Takes over what is read from the file, a batch at a time: what is there can be sent while the rest is read. What
   * an import that was broken off had taken over is left as it is, so that it may be begun anew.
   */
  run(
    items: AsyncIterable<OrderFileItem>,
    plan: (order: ShopOrder) => RewardPlan,
    onBatch: () => void,
    stop: AbortSignal,
  ): Promise<void>
}

export function createJobImports(database: JobDatabase, facts: JobFacts, copy: JobCopy): JobImports {
  const { each } = database.dialect
  const insertOrders = `
    INSERT INTO job_orders (name, line, rows, body, reward, reward_note)
    SELECT value ->> 'name', CAST(value ->> 'line' AS INTEGER), CAST(value ->> 'rows' AS INTEGER),
      value ->> 'body', value ->> 'reward', value ->> 'note'
    FROM ${each('$1')} WHERE true ON CONFLICT (name) DO NOTHING`
  const insertLeftOut = `
    INSERT INTO job_left_out (line, rows, name, kind, reason)
    SELECT CAST(value ->> 'line' AS INTEGER), CAST(value ->> 'rows' AS INTEGER),
      value ->> 'name', value ->> 'kind', value ->> 'reason'
    FROM ${each('$1')} WHERE true ON CONFLICT (line) DO NOTHING`
  const takeOver = `
    INSERT INTO job_facts (name, value) VALUES ('importer', CAST($1 AS TEXT))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
    WHERE job_facts.value = excluded.value OR ${isFree('CAST(job_facts.value AS INTEGER)', database.dialect)}
    RETURNING value`

  async function insert(sql: string, items: readonly object[]): Promise<void> {
    if (items.length > 0) await database.query(sql, JSON.stringify(items))
  }

  return {
    isDone: async () => (await facts.get('imported')) !== undefined,
    take: async () => (await database.query(takeOver, String(copy.id))).length === 1,
    async run(items, plan, onBatch, stop) {
      let orders: object[] = []
      let leftOut: object[] = []
      async function flush(): Promise<void> {
        await insert(insertOrders, orders)
        await insert(insertLeftOut, leftOut)
        ;[orders, leftOut] = [[], []]
        onBatch()
      }
      for await (const item of items) {
        if (stop.aborted) return
        if (item.kind === 'order') orders.push(orderRow(item, plan(item.order)))
        else leftOut.push(leftOutRow(item))
        if (orders.length + leftOut.length >= BATCH) await flush()
      }
      await flush()
      await facts.keep('imported', 'yes')
    },
  }
}

type OrderItem = Extract<OrderFileItem, { kind: 'order' }>

function orderRow({ order, line, rows }: OrderItem, { reward, note }: RewardPlan): object {
  return { name: order.name, line, rows, body: JSON.stringify(order), reward, note: note ?? null }
}

function leftOutRow(item: Exclude<OrderFileItem, OrderItem>): object {
  const { line, rows, name, kind } = item
  const reasons = item.kind === 'rejected' ? item.reasons : [item.reason]
  const reason = reasons.map(({ message }) => message).join('; ')
  return { line, rows, name: storable(name), kind, reason: storable(reason) }
}

/** PostgreSQL stores no NUL in a text, and a broken file may have one. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}
