import type { CallOptions, Pending } from '@tenon/core'

import type { WriteResult } from '../wire/read-write-result.ts'

/** A batch: what is sent, and how the vendor's record of it is found. */
export interface BatchPlan<Item, Row extends FoundRow> {
  /** Checked, and each with an identifier of its own. */
  readonly items: readonly Item[]
  identify(item: Item): string
  send(items: readonly Item[], options: CallOptions): Pending<WriteResult>
  /** Asks for the vendor's records of these items. It may answer with others, too. */
  lookUp(items: readonly Item[], options: CallOptions): Pending<{ readonly data: readonly Row[] }>
  /** Is it the record of this item? */
  isRecordOf(item: Item, row: Row): boolean
}

export interface FoundRow {
  readonly id?: string | null | undefined
}
