import type { JobParts } from './job-parts.ts'

/** Is everything that is in the file at the warehouse, or refused? */
export async function isSent({ store }: Pick<JobParts, 'store'>): Promise<boolean> {
  return (await store.imports.isDone()) && !(await store.orders.areUnsent())
}
