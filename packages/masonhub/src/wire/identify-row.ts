import { given } from './given.ts'

/**
 * What tells the rows of a list apart: MasonHub's id, or all that a row without one says. Two rows with a blank id are
 * two rows: an identifier of yours may stand in both, of a deleted record and of its successor.
 */
export function identifyRow(row: { readonly id?: string | null | undefined }): string {
  return given(row.id) ?? JSON.stringify(row)
}
