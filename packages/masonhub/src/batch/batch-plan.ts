import type { CallOptions, Pending } from '@tenon/core'

import type { WriteResult } from '../wire/read-write-result.ts'

/** A batch: what is sent, and how it is found out what became of it. */
export interface BatchPlan<Item, Row extends FoundRow = FoundRow> {
  /** Checked, and each with an identifier of its own. */
  readonly items: readonly Item[]
  identify(item: Item): string
  send(items: readonly Item[], options: CallOptions): Pending<WriteResult>
  /** Items in one request. Default 30; the caller's `chunkSize` wins. */
  readonly chunkSize?: number | undefined
  /**
   * What is done with items whose request had no clear answer. `'send-again'`: for what may be done twice.
   * `'leave'`: for what may not, and cannot be looked up; it comes out as `'unknown'`.
   */
  readonly whenUnclear: LookUp<Item, Row> | 'send-again' | 'leave'
}

/** How the vendor's record tells whether an item was taken. Only what was not is sent again. */
export interface LookUp<Item, Row extends FoundRow = FoundRow> {
  /** Asks for the vendor's records of these items. It may answer with others, too. */
  lookUp(items: readonly Item[], options: CallOptions): Pending<{ readonly data: readonly Row[] }>
  /** Is it the record of this item? */
  isRecordOf(item: Item, row: Row): boolean
  /** When an item is done: once its record is there, or once it is gone or marked as deleted. Default `'there'`. */
  readonly doneWhen?: 'there' | 'gone' | undefined
  /** Codes of refusals that may mean that the item is done already: looked up before they count. Default none. */
  readonly mayMeanDone?: readonly string[] | undefined
}

export interface FoundRow {
  readonly id?: string | null | undefined
  readonly status?: string | null | undefined
  readonly deleted_at?: string | null | undefined
  /** Of a return. */
  readonly return_label_url?: string | null | undefined
  readonly package_id?: string | null | undefined
}
