import { StoreError } from '../store-error.ts'

/** @throws StoreError for whatever the work is rejected with */
export async function storeErrors<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new StoreError(`PostgreSQL: ${textOf(cause)}`, { cause })
  }
}

/** Where a name has several addresses, each has an error of its own, and the whole has no text. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(textOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
