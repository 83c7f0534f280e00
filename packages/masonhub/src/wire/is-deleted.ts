import { given } from './given.ts'

/** Is the record one that was deleted? MasonHub deletes softly, and may still show it. */
export function isDeleted(row: {
  readonly status?: string | null | undefined
  readonly deleted_at?: string | null | undefined
}): boolean {
  return row.status === 'deleted' || given(row.deleted_at) !== undefined
}
