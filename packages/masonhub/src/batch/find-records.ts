import { isDeleted } from '../wire/is-deleted.ts'
import type { FoundRow, LookUp } from './batch-plan.ts'

/** Reads from the vendor's records whether an item is done. A deleted record may have a live one beside it. */
export function findRecords<Item, Row extends FoundRow>(
  item: Item,
  rows: readonly Row[],
  lookUp: LookUp<Item, Row>,
): { isDone: boolean; row: Row | undefined } {
  const row = rows.find((one) => !isDeleted(one) && lookUp.isRecordOf(item, one))
  return { isDone: (row === undefined) === (lookUp.doneWhen === 'gone'), row }
}
