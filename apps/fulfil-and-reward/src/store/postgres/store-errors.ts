import { StoreError } from '../store-error.ts'

/** By SQLSTATE: what no other run would find mended. */
const ADVICE: ReadonlyMap<unknown, string> = new Map([
  ['3D000', 'create it, or correct DATABASE_URL'],
  ['28P01', 'correct the user or the password in DATABASE_URL'],
  ['28000', 'correct DATABASE_URL, or let this user in'],
])

/** @throws StoreError for whatever the work is rejected with */
export async function storeErrors<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    const advice = ADVICE.get((cause as { readonly code?: unknown } | null)?.code)
    if (advice === undefined) throw new StoreError(`PostgreSQL: ${textOf(cause)}`, { cause })
    throw new StoreError(`PostgreSQL: ${textOf(cause)}: ${advice}`, { cause, isTheCallers: true })
  }
}

/** Where a name has several addresses, each has an error of its own, and the whole has no text. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(textOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
