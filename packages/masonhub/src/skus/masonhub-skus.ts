import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import type { Change } from '../batch/change-record.ts'
import type { AcceptedItem } from '../batch/outcome.ts'
import type { Ports } from '../batch/ports.ts'
import { createRecordWrites } from '../batch/record-writes.ts'
import {
  skuInput,
  skuUpdate,
  type CheckedSku,
  type CheckedSkuUpdate,
  type SkuInput,
  type SkuUpdate,
} from './sku-input.ts'
import { MOST_SKUS, type skuOperations } from './sku-operations.ts'
import type { Sku } from './sku.ts'
import { toSkuUpdate } from './to-sku-update.ts'

type List = ListMethod<(typeof skuOperations)['list']>

/** What may be asked for in a list of SKUs. */
export type SkuQuery = InputOf<(typeof skuOperations)['list']>

export interface MasonHubSkus {
  /** One page of SKUs. */
  readonly list: List
  /** All SKUs that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * Looks SKUs up by your ids, in requests of 30, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; what MasonHub does not have is not in it
   */
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, Sku>>
  /**
   * Creates SKUs, any number of them. What is not clear is looked up, and only what is missing is sent again.
   * MasonHub queues what it accepts: a look right after it may not show it yet.
   *
   * @throws InvalidInputError before anything is sent, if any SKU is not valid
   * @throws AuthenticationError, PermissionError, ConfigurationError if nothing was created and nothing can be
   */
  create(skus: readonly SkuInput[], options?: BatchOptions): Promise<BatchResult>
  /** Replaces SKUs: what is left out is lost, but for the dimensions. Throws as `create` does. */
  update(skus: readonly SkuUpdate[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Replaces a SKU by what it is with some fields changed; undefined takes a field away. What somebody else
   * changes in the meantime is overwritten: the vendor's update knows no version.
   *
   * @throws InvalidInputError if there is no such SKU, the changed one is not valid, or it has a value that could
   * not be sent back: give that field anew
   * @throws TimeoutError, AbortedError if it could not be read in time; the options are for reading and sending together
   * @throws PartialFailureError with the outcome, if it was not accepted
   */
  change(identifier: string, change: Change<SkuUpdate>, options?: BatchOptions): Promise<AcceptedItem>
  /** Deletes SKUs by your ids; their stock and their history stay. Throws as `create` does. */
  delete(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
}

export function createSkus(methods: Methods<typeof skuOperations>, ports: Ports): MasonHubSkus {
  const { list } = methods
  const writes = createRecordWrites<SkuInput, CheckedSku, SkuUpdate, CheckedSkuUpdate, Sku>(
    {
      noun: 'skus',
      input: skuInput,
      update: skuUpdate,
      toUpdate: toSkuUpdate,
      methods,
      mostPerRequest: MOST_SKUS,
    },
    ports,
  )

  function create(skus: readonly SkuInput[], options?: BatchOptions): Promise<BatchResult> {
    const styleless = Array.isArray(skus) ? skus.filter((sku) => sku?.vendor_style === undefined).length : 0
    if (styleless > 0) {
      const fields = { provider: 'masonhub', skus: styleless }
      ports.logger?.warn(fields, 'SKUs without vendor_style: the guides of the vendor require it')
    }
    return writes.create(skus, options)
  }

  return Object.freeze({ ...writes, create, list, items: list.items, pages: list.pages })
}
