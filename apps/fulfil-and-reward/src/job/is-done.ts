import type { JobStore } from '../store/job-store.ts'
import { isSent } from './is-sent.ts'

/** Is there nothing left to do, for any copy? */
export async function isDone(store: JobStore): Promise<boolean> {
  if (!(await isSent({ store })) || (await store.orders.areUnderWay())) return false
  return !(await store.rewards.areDue())
}
