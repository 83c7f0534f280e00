import { isDeleted } from '../wire/is-deleted.ts'
import type { FoundRow, LookUp } from './batch-plan.ts'

/** What the vendor's records say about an item. */
export type Finding<Row> =
  | { readonly says: 'done'; readonly row: Row | undefined }
  /** `isDeleted`: there is a record of it, which was deleted. */
  | { readonly says: 'not-done'; readonly isDeleted: boolean }
  /** There are several, and which is the item's is not known. */
  | { readonly says: 'several' }

/**
 * Reads from the vendor's records whether an item is done. A deleted record may have a live one beside it.
 *
 * @param isCalledDone has the vendor refused the item as done already?
 */
export function findRecords<Item, Row extends FoundRow>(
  item: Item,
  rows: readonly Row[],
  { isRecordOf, wasThere, doneWhen, areAlike = false }: LookUp<Item, Row>,
  isCalledDone: boolean,
): Finding<Row> {
  const found = rows.filter((one) => isRecordOf(item, one) && (isCalledDone || wasThere?.(one) !== true))
  const [row, ...others] = found.filter((one) => !isDeleted(one))
  if (areAlike && others.length > 0) return { says: 'several' }
  const isDone = (row === undefined) === (doneWhen === 'gone')
  return isDone
    ? { says: 'done', row }
    : { says: 'not-done', isDeleted: row === undefined && found.length > 0 }
}
