import type { JobDatabase } from './database/job-database.ts'
import { joinJob, type JobCopy } from './job-copies.ts'
import { createJobFacts, type JobFacts } from './job-facts.ts'
import { createJobImports, type JobImports } from './job-imports.ts'
import { createJobOrders, type JobOrders } from './job-orders.ts'
import { createJobReport, type JobReport } from './job-report.ts'
import { createJobRewards, type JobRewards } from './job-rewards.ts'

/**
 * The memory of one job, which any number of copies of the app may share: which orders there are, how far each has
 * come, who has it in hand, and which line of the input became of what.
 *
 * @typeParam Transaction what the inbox of the same database gives to an effect
 */
export interface JobStore<Transaction = unknown> {
  readonly copy: JobCopy
  readonly facts: JobFacts
  readonly imports: JobImports
  readonly orders: JobOrders<Transaction>
  readonly rewards: JobRewards
  readonly report: JobReport
}

/**
 * @param database with the job's tables in it
 * @param onError hears when this copy could not say that it is alive
 * @param heart the same database, by which it says so; default `database`
 */
export async function openJobStore<Transaction>(
  database: JobDatabase<Transaction>,
  onError: (error: unknown) => void,
  heart?: JobDatabase,
): Promise<JobStore<Transaction>> {
  const copy = await joinJob(database, onError, heart)
  const facts = createJobFacts(database)
  return {
    copy,
    facts,
    imports: createJobImports(database, facts, copy),
    orders: createJobOrders(database, copy),
    rewards: createJobRewards(database, copy),
    report: createJobReport(database),
  }
}
