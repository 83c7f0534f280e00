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
  /** Finds out what has to be known before anything is sent; if it fails, nothing is. Default: nothing. */
  readonly prepare?: ((options: CallOptions, track: Track) => Promise<void>) | undefined
  /** What is done with items whose request had no clear answer. `'send-again'`: for what may be done twice. */
  readonly whenUnclear: LookUp<Item, Row> | 'send-again'
}

/** Keeps the record of a call for the result of the batch. */
export type Track = <T>(pending: Pending<T>) => Pending<T>

/** How the vendor's record tells whether an item was taken. Only what was not is sent again. */
export interface LookUp<Item, Row extends FoundRow = FoundRow> {
  /** Asks for all of the vendor's records of these items. It may answer with others, too. */
  lookUp(items: readonly Item[], options: CallOptions, track: Track): Promise<readonly Row[]>
  /** Is it the record of this item? */
  readonly isRecordOf: (item: Item, row: Row) => boolean
  /**
   * Was the record there before anything was sent? Then it says nothing about an item whose answer was lost, and counts
   * only for one that the vendor refuses as done already. Default: none was.
   */
  readonly wasThere?: ((row: Row) => boolean) | undefined
  /**
   * May records of others look like the item's? Then of several none is taken for it, and it comes out as `'unknown'`.
   * Default false: an item has a name that only its record has.
   */
  readonly areAlike?: boolean | undefined
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
