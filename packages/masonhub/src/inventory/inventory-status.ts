import { statusWord, type Open } from '../wire/open-enum.ts'

/** MasonHub OpenAPI, `inventory_status`; `in-receiving` is only in its examples. */
export const INVENTORY_STATUSES = [
  /** Announced, and not there yet. */
  'expected',
  'in-receiving',
  /** There, and not put away. */
  'received',
  /** On its shelf, to be picked. */
  'available',
  /** Reserved for open orders. */
  'allocated',
  /** Owed to orders. */
  'backordered',
  'oversellable',
  'kit-to-ship-available',
  'damaged',
  'quality-control',
  'under-investigation',
  'refurbishing',
  'lost',
  'shipped',
  'destroyed',
  'consumed',
  /** Moved to another SKU. */
  'relabeled',
] as const

/** Known words come in the contract's spelling, whatever the vendor's was; an unknown one as it came. */
export type InventoryStatus = Open<(typeof INVENTORY_STATUSES)[number]>

export const inventoryStatus = statusWord(INVENTORY_STATUSES)
