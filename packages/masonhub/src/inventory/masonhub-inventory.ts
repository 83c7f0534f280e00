import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { Ports } from '../batch/ports.ts'
import type { Download } from '../downloads/download.ts'
import type { Downloads, DownloadOptions } from '../downloads/downloads.ts'
import type { Waiting } from '../waiting/waiting.ts'
import { findByIdentifier } from '../wire/find-by-identifier.ts'
import type { inventoryOperations } from './inventory-operations.ts'
import { readSnapshotFile } from './read-snapshot-file.ts'
import type { SkuSnapshot } from './sku-snapshot.ts'
import type { SnapshotOptions, SnapshotWaitOptions } from './snapshot-options.ts'
import type { ReadySnapshot, SnapshotOutcome } from './snapshot-outcome.ts'
import { createSnapshots } from './snapshots.ts'

type Operations = Methods<typeof inventoryOperations>
type List = ListMethod<(typeof inventoryOperations)['list']>

/** What may be asked for in a list of stock. */
export type InventoryQuery = InputOf<(typeof inventoryOperations)['list']>

export interface MasonHubInventory {
  /** The warehouses of the account. */
  readonly locations: Operations['locations']
  /** One page of what there is, SKU by SKU. MasonHub answers about 3,000 lines at most: for more request a snapshot. */
  readonly list: List
  /** All SKUs that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * Looks up what there is of SKUs by your ids, in requests of 30, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; what MasonHub does not have is not in it
   */
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, SkuSnapshot>>
  /**
   * Requests a file with the stock of all SKUs, and waits until MasonHub has made it: the callback `snapshotReady`
   * must be registered, and what your receiver gets handed to `notify` of the client. One at a time: that another
   * is still being made is a refusal with code `'399'`.
   *
   * @throws TimeoutError, AbortedError, ClosedError if it did not come; `waitForSnapshot` goes on waiting
   * @throws OutcomeUnknownError if it is not known whether MasonHub got the request
   * @throws InvalidInputError before anything is sent
   */
  requestSnapshot(options?: SnapshotOptions): Promise<SnapshotOutcome>
  /** Waits for a snapshot that was requested before. Throws as `requestSnapshot` does. */
  waitForSnapshot(options?: SnapshotWaitOptions): Promise<ReadySnapshot>
  /**
   * Fetches the file of a snapshot, by the URL that MasonHub gave for it. Read it to its end, or leave its loop:
   * the connection is held until then. The token goes to the client's own origin only.
   *
   * @throws InvalidInputError if the URL is not one of MasonHub's
   * @throws MalformedResponseError, ResponseTooLargeError while it is read, or HttpError
   */
  downloadSnapshot(url: string, options?: DownloadOptions): Promise<Download>
  /**
   * Fetches the file of a snapshot and reads it into memory.
   *
   * @throws MalformedResponseError if it is not JSON; also as `downloadSnapshot` does
   */
  readSnapshot(url: string, options?: DownloadOptions): Promise<readonly SkuSnapshot[]>
}

export function createInventory(
  methods: Operations,
  downloads: Downloads,
  waiting: Waiting,
  ports: Ports,
): MasonHubInventory {
  const { locations, list } = methods
  const snapshots = createSnapshots(methods, waiting, ports)
  const download = (url: string, options?: DownloadOptions): Promise<Download> =>
    downloads.fetch('inventory.downloadSnapshot', url, options)

  return Object.freeze({
    locations,
    list,
    items: list.items,
    pages: list.pages,
    find: (identifiers: readonly string[], options?: CallOptions) =>
      findByIdentifier(list, identifiers, options),
    requestSnapshot: (options?: SnapshotOptions) => snapshots.request(options),
    waitForSnapshot: (options?: SnapshotWaitOptions) => snapshots.wait(options),
    downloadSnapshot: download,
    readSnapshot: async (url: string, options?: DownloadOptions) =>
      readSnapshotFile(await download(url, options)),
  })
}
