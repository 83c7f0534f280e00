import { z } from 'zod'

import { listOf, numeric, received, text } from '../wire/received.ts'
import { inventoryStatus } from './inventory-status.ts'

/** Units of a SKU in one status. */
export const inventoryCount = z.looseObject({
  inventory_status: received(inventoryStatus),
  count: numeric,
  as_of: text,
})

const distributionCenter = z.looseObject({
  id: text,
  name: text,
  street_line_one: text,
  street_line_two: text,
  city: text,
  locale: text,
  postal_code: text,
})

const countsFields = z.looseObject({
  /** MasonHub's id of the SKU. */
  sku_id: text,
  /** Your id of the SKU. */
  customer_identifier: text,
  total_units: numeric,
  total_available_to_sell: numeric,
  counts_by_status: listOf(inventoryCount),
  inventory_counts_by_status_and_distribution_center: listOf(
    z.looseObject({
      distribution_center: received(distributionCenter),
      counts_by_status: listOf(inventoryCount),
    }),
  ),
  /** When it was counted. RFC 3339. */
  as_of: text,
})

/** What there is of a SKU, all warehouses together and each by itself. Source: MasonHub OpenAPI, `sku_inventory_counts`. */
export interface InventoryCounts extends z.output<typeof countsFields> {}

export const inventoryCounts: z.ZodType<InventoryCounts> = countsFields
