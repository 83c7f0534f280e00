/** How the vendor writes "never" (MasonHub's samples). */
const NEVER = /^(0001-01-01|$)/

/** Is the record one that was deleted? MasonHub deletes softly, and may still show it. */
export function isDeleted(row: {
  readonly status?: string | null | undefined
  readonly deleted_at?: string | null | undefined
}): boolean {
  const { status, deleted_at } = row
  return status === 'deleted' || (typeof deleted_at === 'string' && !NEVER.test(deleted_at))
}
