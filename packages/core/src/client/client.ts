import type { TokenStatus } from '../auth/token-source.ts'
import type { CallRecord } from '../call/call-record.ts'
import type { InputOf, ItemOf, Operation, OutputOf } from '../declare/operation.ts'
import type { OperationTree } from '../declare/provider.ts'

export interface CallOptions {
  /** Ends this call. The promise rejects with an `AbortedError` that carries the reason. */
  readonly signal?: AbortSignal
  /** Milliseconds for this call in all, retries included. */
  readonly timeoutMs?: number
}

export interface ClientStatus {
  readonly closed: boolean
  /** Calls that have not settled. */
  readonly running: number
  /** Milliseconds for which the vendor still wants to be left alone. */
  readonly pausedMs: number
  /** Undefined for a credential that is not renewed. */
  readonly credential: TokenStatus | undefined
}

/**
 * A promise of the result, with the record of the call beside it: `pending.call.attempts` tells what happened,
 * on success as on failure.
 */
export interface Pending<T> extends Promise<T> {
  readonly call: CallRecord
}

/** One operation, ready to be called. */
export interface Method<O extends Operation> {
  (...args: CallArguments<O>): Pending<OutputOf<O>>
}

/** An operation that lists: called, it gives one answer; `items` and `pages` go through all of them. */
export interface ListMethod<O extends Operation> extends Method<O> {
  readonly items: (...args: ListArguments<O>) => AsyncIterableIterator<ItemOf<O>>
  readonly pages: (...args: ListArguments<O>) => AsyncIterableIterator<Page<ItemOf<O>, InputOf<O>>>
}

/** One page of a list. */
export interface Page<Item, Input = unknown> {
  /** What is new on it: an item that an earlier page had is left out. */
  readonly items: readonly Item[]
  /** Give this to the list to go on after this page, also in another process; undefined after the last page. */
  readonly next: Input | undefined
  readonly call: CallRecord
}

/** Beside the options of a call, which hold for each page: `timeoutMs` is one page's. */
export interface PageOptions {
  /**
   * Stops after so many pages; the last one's `next` tells where to go on. Default: to the end of the list, of 10,000
   * pages at most.
   */
  readonly maxPages?: number
}

type CallArguments<O> = OptionalInput<O, CallOptions>
type ListArguments<O> = OptionalInput<O, CallOptions & PageOptions>

/** The input may be left out where nothing in it is required. */
type OptionalInput<O, Options> =
  Partial<InputOf<O>> extends InputOf<O>
    ? [input?: InputOf<O>, options?: Options]
    : [input: InputOf<O>, options?: Options]

/** The methods of a tree of operations, in the same shape. */
export type Methods<Tree extends OperationTree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends Operation
    ? [ItemOf<Tree[Name]>] extends [never]
      ? Method<Tree[Name]>
      : ListMethod<Tree[Name]>
    : Tree[Name] extends OperationTree
      ? Methods<Tree[Name]>
      : never
}
