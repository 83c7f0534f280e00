import type { CallRecord } from '../call/call-record.ts'

/** One page of a list. */
export interface Page<Item, Input = unknown> {
  /** What is new on it: an item that an earlier page had is left out. */
  readonly items: readonly Item[]
  /** Give this to the list to go on after this page, also in another process; undefined after the last page. */
  readonly next: Input | undefined
  readonly call: CallRecord
}

export interface PageOptions {
  /** Stops after so many pages; the last one's `next` tells where to go on. Default: to the end of the list. */
  readonly maxPages?: number
}
