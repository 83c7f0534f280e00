import type { JobDatabase, Row } from './database/job-database.ts'
import type { JobCounts, ReasonCount } from './job-counts.ts'

/** How far the job is, for people. */
export interface JobReport {
  counts(): Promise<JobCounts>
  /** Every order that was not sent, in the order of the file. */
  leftOut(): Promise<readonly LeftOut[]>
  refusals(): Promise<readonly ReasonCount[]>
  rewardNotes(): Promise<readonly ReasonCount[]>
}

export interface LeftOut {
  readonly line: number
  readonly name: string
  readonly kind: string
  readonly reason: string
}

const ORDERS = `SELECT phase, reward, shipped, canceled, count(*) AS orders, sum(rows) AS rows
  FROM job_orders GROUP BY phase, reward, shipped, canceled`
const LEFT_OUT = 'SELECT kind, count(*) AS orders, sum(rows) AS rows FROM job_left_out GROUP BY kind'

export function createJobReport(database: JobDatabase): JobReport {
  const reasons = async (sql: string): Promise<ReasonCount[]> =>
    (await database.query(sql)).map(({ reason, count }) => ({ reason: String(reason), count: Number(count) }))

  return {
    counts: async () => countsOf(await database.query(ORDERS), await database.query(LEFT_OUT)),
    async leftOut() {
      const rows = await database.query(
        `SELECT line, name, kind, reason FROM job_left_out
         UNION ALL SELECT line, name, phase, reason FROM job_orders WHERE phase = 'refused' ORDER BY line`,
      )
      return rows.map(({ line, name, kind, reason }) => ({
        line: Number(line),
        name: String(name),
        kind: String(kind),
        reason: String(reason),
      }))
    },
    refusals: () =>
      reasons(
        `SELECT reason, count(*) AS count FROM job_orders WHERE phase = 'refused'
         GROUP BY reason ORDER BY count DESC, reason`,
      ),
    rewardNotes: () =>
      reasons(
        `SELECT reward_note AS reason, count(*) AS count FROM job_orders
         WHERE reward IN ('none', 'failed') AND phase <> 'refused' AND reward_note IS NOT NULL
         GROUP BY reward_note ORDER BY count DESC, reward_note`,
      ),
  }
}

function countsOf(orders: readonly Row[], leftOut: readonly Row[]): JobCounts {
  const all = (): boolean => true
  const sum = (rows: readonly Row[], what: 'orders' | 'rows', where: (row: Row) => boolean): number =>
    rows.filter(where).reduce((total, row) => total + Number(row[what]), 0)
  const count = (where: (row: Row) => boolean): number => sum(orders, 'orders', where)
  const kind = (wanted: string) => (row: Row) => row['kind'] === wanted
  const phase = (wanted: string) => (row: Row) => row['phase'] === wanted
  const reward = (...wanted: string[]) => {
    return (row: Row) => wanted.includes(String(row['reward'])) && row['phase'] !== 'refused'
  }
  return {
    orders: count(all),
    orderRows: sum(orders, 'rows', all),
    rejected: sum(leftOut, 'orders', kind('rejected')),
    rejectedRows: sum(leftOut, 'rows', kind('rejected')),
    skipped: sum(leftOut, 'orders', kind('skipped')),
    skippedRows: sum(leftOut, 'rows', kind('skipped')),
    unsent: count(phase('read')) + count(phase('sending')),
    accepted: count(phase('accepted')),
    refused: count(phase('refused')),
    shipped: count((row) => Number(row['shipped']) === 1),
    canceled: count((row) => Number(row['canceled']) === 1),
    rewardsPlanned: count(reward('waiting', 'due', 'placed', 'failed')),
    rewarded: count((row) => row['reward'] === 'placed'),
    rewardsFailed: count((row) => row['reward'] === 'failed'),
    unrewarded: count(reward('waiting', 'due')),
  }
}
