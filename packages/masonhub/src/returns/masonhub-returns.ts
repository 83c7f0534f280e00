import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import type { Change } from '../batch/change-record.ts'
import type { AcceptedItem } from '../batch/outcome.ts'
import type { Ports } from '../batch/ports.ts'
import { createRecordWrites } from '../batch/record-writes.ts'
import type { Download } from '../downloads/download.ts'
import type { Downloads, DownloadOptions } from '../downloads/downloads.ts'
import { rmaInput, rmaUpdate, type CheckedRma, type RmaInput } from './rma-input.ts'
import type { rmaOperations } from './rma-operations.ts'
import type { Rma } from './rma.ts'
import { toRmaInput } from './to-rma-input.ts'

type List = ListMethod<(typeof rmaOperations)['list']>

/** What may be asked for in a list of returns. */
export type RmaQuery = InputOf<(typeof rmaOperations)['list']>

export interface MasonHubReturns {
  /** One page of returns. */
  readonly list: List
  /** All returns that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * Looks returns up by your ids, in requests of 30, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; what MasonHub does not have is not in it
   */
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Rma>>
  /**
   * Announces returns, any number of them. What is not clear is looked up, and only what is missing is sent again.
   * Labels are made at once: an accepted item has its `label`.
   *
   * @throws InvalidInputError before anything is sent, if any return is not valid
   * @throws AuthenticationError, PermissionError, ConfigurationError if nothing was created and nothing can be
   */
  create(returns: readonly RmaInput[], options?: BatchOptions): Promise<BatchResult>
  /** Replaces returns: what is left out is lost. Throws as `create` does. */
  update(returns: readonly RmaInput[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Replaces a return by what it is with some fields changed; undefined takes a field away. A return that has its
   * parcel gets no second label. What somebody else changes in the meantime is overwritten: the vendor's update
   * knows no version.
   *
   * @throws InvalidInputError if there is no such return, the changed one is not valid, or it has a value that could
   * not be sent back: give that field anew
   * @throws TimeoutError, AbortedError if it could not be read in time; the options are for reading and sending together
   * @throws PartialFailureError with the outcome, if it was not accepted
   */
  change(identifier: string, change: Change<RmaInput>, options?: BatchOptions): Promise<AcceptedItem>
  /** Withdraws returns that are still `open`, by your ids. Throws as `create` does. */
  delete(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Fetches the PDF of a label, by the URL that MasonHub gave for it. Read it to its end, or leave its loop: the
   * connection is held until then.
   *
   * @throws InvalidInputError if the URL is not one of MasonHub's
   * @throws MalformedResponseError, ResponseTooLargeError while it is read, or HttpError
   */
  label(url: string, options?: DownloadOptions): Promise<Download>
}

/** A label is a page. */
const LARGEST_LABEL = 10 * 1024 * 1024

export function createReturns(
  methods: Methods<typeof rmaOperations>,
  downloads: Downloads,
  ports: Ports,
): MasonHubReturns {
  const { list } = methods
  const writes = createRecordWrites<RmaInput, CheckedRma, RmaInput, CheckedRma, Rma>(
    {
      noun: 'returns',
      input: rmaInput,
      update: rmaUpdate,
      toUpdate: toRmaInput,
      methods,
    },
    ports,
  )
  return Object.freeze({
    ...writes,
    list,
    items: list.items,
    pages: list.pages,
    label: (url: string, options: DownloadOptions = {}) =>
      downloads.fetch('returns.label', url, { maxBytes: LARGEST_LABEL, ...options }),
  })
}
