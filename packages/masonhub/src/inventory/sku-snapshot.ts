import { z } from 'zod'

import { identifier, listOf, numeric, received, text } from '../wire/received.ts'
import { inventoryStatus } from './inventory-status.ts'

const statusCount = z.looseObject({
  inventory_status: received(inventoryStatus),
  quantity: numeric,
  inventory_location_id: text,
  inventory_location_address: text,
  as_of: text,
})

const inventoryEvent = z.looseObject({
  id: text,
  sku_id: text,
  customer_identifier: text,
  inventory_location_id: text,
  /** A link to what caused it. */
  reference_uri: text,
  actor_uri: text,
  /** The status whose count changed; the schema's only word is `received`, the examples have all of them. */
  event_type: received(inventoryStatus),
  /** Signed: below zero, units left the status. */
  quantity: numeric,
  /** The vendor's spelling. */
  occured_at: text,
})

const snapshotFields = z.looseObject({
  /** Your id of the SKU. */
  customer_identifier: identifier,
  /** MasonHub's id of the SKU. */
  sku_id: text,
  /** When it was so. Newer is what has the later one; the order of arrival says nothing. RFC 3339. */
  as_of: text,
  /** Units ready to be picked: in the contract's samples, those that are `available`. */
  total_available_to_sell: numeric,
  /** Units that are there, in whatever status. */
  total_units: numeric,
  status_counts: listOf(statusCount),
  /** The ledger, where it was asked for. */
  inventory_events: listOf(inventoryEvent),
})

/**
 * What there is of one SKU, by status and place: in the list, in the snapshot file and in `skuInventoryChange`,
 * where it is the whole state and not a difference. Source: MasonHub OpenAPI, `sku_snapshot`, `sku_status_counts`,
 * `inventory_event`.
 */
export interface SkuSnapshot extends z.output<typeof snapshotFields> {}

export const skuSnapshot: z.ZodType<SkuSnapshot> = snapshotFields
