import { z } from 'zod'

import { inventoryCount, inventoryCounts, type InventoryCounts } from '../inventory/inventory-counts.ts'
import { openEnum } from '../wire/open-enum.ts'
import { withOrigin } from '../wire/origin.ts'
import { flag, identifier, listOf, numeric, received, text } from '../wire/received.ts'
import { PICK_STYLES } from './pick-styles.ts'

const kitSku = z
  .looseObject({
    /** MasonHub's id of the SKU. */
    sku_id: text,
    /** As a sample of the contract calls `sku_id`. */
    id: text,
    /** Your id of the SKU. */
    customer_identifier: text,
    quantity: numeric,
  })
  .transform((part) => ({ ...part, sku_id: part.sku_id ?? part.id }))

const skuFields = z
  .looseObject({
    /** MasonHub's id. */
    id: text,
    /** Your id. */
    customer_identifier: identifier,
    customer_bar_code: text,
    vendor_bar_code: text,
    bar_codes: listOf(z.string()),
    vendor_style: text,
    pick_style: received(openEnum(PICK_STYLES)),
    image_url: text,
    brand_name: text,
    product_name: text,
    product_category: text,
    product_sub_category: text,
    product_description: text,
    vendor_brand_code: text,
    customer_brand_code: text,
    customer_color: text,
    vendor_color: text,
    size: text,
    vendor_size: text,
    /** Hazardous. */
    ormd: flag,
    lot_controlled: flag,
    /** Samples have `false` in its place. */
    lot: text,
    /** In examples of logs only. */
    expirable: flag,
    unit_cost: numeric,
    price: numeric,
    is_kit: flag,
    kit_skus: listOf(kitSku),
    /** Ounces. */
    dim_weight: numeric,
    /** Inches. */
    dim_length: numeric,
    dim_width: numeric,
    dim_height: numeric,
    /** Cubic inches. */
    dim_volume: numeric,
    country_of_origin: text,
    commodity_code: text,
    special_shipping_instructions: text,
    /** As the vendor's guides call it. */
    special_instructions: text,
    value_added_service_code: text,
    /** Set by the warehouse. */
    conveyable: flag,
    /** With `include_counts`. */
    inventory_counts: received(inventoryCounts),
    /** The same as the examples call it; in a summary, the counts by status. */
    inventory_totals: received(z.union([z.array(inventoryCount), inventoryCounts])),
    /** RFC 3339, as are all dates. */
    expiration_date: text,
    created_at: text,
    updated_at: text,
    /** Empty text and the year 1 stand for "not deleted". */
    deleted_at: text,
  })
  .transform((sku) => {
    const { inventory_counts, inventory_totals: totals } = sku
    const counts =
      inventory_counts ?? (Array.isArray(totals) ? undefined : (totals as InventoryCounts | null | undefined))
    return {
      ...sku,
      inventory_counts: counts,
      inventory_totals: Array.isArray(totals) ? totals : counts?.counts_by_status,
      special_shipping_instructions: sku.special_shipping_instructions ?? sku.special_instructions,
    }
  })

/**
 * An article, in detail or as a summary. Only `customer_identifier` is sure to be there; what is not named here is
 * passed on as it came. Source: MasonHub OpenAPI, `sku`, `sku_summary` and their examples.
 */
export interface Sku extends z.output<typeof skuFields> {}

export const sku: z.ZodType<Sku> = withOrigin(skuFields)
