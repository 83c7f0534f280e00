import type { CallOptions, InputOf, ListMethod, Methods } from '@tenon/core'

import type { BatchOptions } from '../batch/batch-options.ts'
import type { BatchResult } from '../batch/batch-result.ts'
import type { Change } from '../batch/change-record.ts'
import type { AcceptedItem } from '../batch/outcome.ts'
import type { Ports } from '../batch/ports.ts'
import { createRecordWrites } from '../batch/record-writes.ts'
import {
  inboundShipmentInput,
  inboundShipmentUpdate,
  type CheckedInboundShipment,
  type CheckedInboundShipmentUpdate,
  type InboundShipmentInput,
  type InboundShipmentUpdate,
} from './inbound-shipment-input.ts'
import type { inboundShipmentOperations } from './inbound-shipment-operations.ts'
import type { InboundShipment } from './inbound-shipment.ts'
import { toInboundShipmentUpdate } from './to-inbound-shipment-update.ts'

type List = ListMethod<(typeof inboundShipmentOperations)['list']>

/** What may be asked for in a list of inbound shipments. */
export type InboundShipmentQuery = InputOf<(typeof inboundShipmentOperations)['list']>

/** MasonHub OpenAPI says 30, a release note and every guide 10: this many both allow. */
const CHUNK = 10

export interface MasonHubInboundShipments {
  /** One page of inbound shipments. */
  readonly list: List
  /** All inbound shipments that the query finds, one by one, fetching pages as they are needed. */
  readonly items: List['items']
  /** The same, page by page. */
  readonly pages: List['pages']
  /**
   * Looks inbound shipments up by your ids, in requests of 30, one after the other.
   *
   * @param options for each request
   * @returns by `customer_identifier`; what MasonHub does not have is not in it
   */
  find(identifiers: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, InboundShipment>>
  /**
   * Announces deliveries, any number of them: in requests of 10, as the vendor's guides have it. What is not clear
   * is looked up, and only what is missing is sent again.
   *
   * @throws InvalidInputError before anything is sent, if any shipment is not valid
   * @throws AuthenticationError, PermissionError, ConfigurationError if nothing was created and nothing can be
   */
  create(shipments: readonly InboundShipmentInput[], options?: BatchOptions): Promise<BatchResult>
  /** Replaces deliveries that are still `open`: what is left out is lost. Throws as `create` does. */
  update(shipments: readonly InboundShipmentUpdate[], options?: BatchOptions): Promise<BatchResult>
  /**
   * Replaces a delivery by what it is with some fields changed; undefined takes a field away. What somebody else
   * changes in the meantime is overwritten: the vendor's update knows no version.
   *
   * @throws InvalidInputError if there is no such shipment, the changed one is not valid, or it has a value that could
   * not be sent back: give that field anew
   * @throws TimeoutError, AbortedError if it could not be read in time; the options are for reading and sending together
   * @throws PartialFailureError with the outcome, if it was not accepted
   */
  change(
    identifier: string,
    change: Change<InboundShipmentUpdate>,
    options?: BatchOptions,
  ): Promise<AcceptedItem>
  /** Withdraws deliveries that are still `open`, by your ids. Throws as `create` does. */
  delete(identifiers: readonly string[], options?: BatchOptions): Promise<BatchResult>
}

export function createInboundShipments(
  methods: Methods<typeof inboundShipmentOperations>,
  ports: Ports,
): MasonHubInboundShipments {
  const { list } = methods
  const writes = createRecordWrites<
    InboundShipmentInput,
    CheckedInboundShipment,
    InboundShipmentUpdate,
    CheckedInboundShipmentUpdate,
    InboundShipment
  >(
    {
      noun: 'inbound shipments',
      input: inboundShipmentInput,
      update: inboundShipmentUpdate,
      toUpdate: toInboundShipmentUpdate,
      methods,
      chunkSize: CHUNK,
    },
    ports,
  )
  return Object.freeze({ ...writes, list, items: list.items, pages: list.pages })
}
