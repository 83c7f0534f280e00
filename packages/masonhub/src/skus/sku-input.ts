import { z } from 'zod'

import { identifierOf, moment, textOf } from '../wire/sent.ts'
import { PICK_STYLES } from './pick-styles.ts'

const barCode = textOf(5, 20)

const kitSku = z.strictObject({
  /** MasonHub's id of the SKU; it or yours. */
  sku_id: z.string().min(1).optional(),
  /** Your id of the SKU; it or MasonHub's. */
  customer_identifier: textOf(2, 100).optional(),
  quantity: z.int().min(1),
})

/** Your id of a SKU; it may be shorter than those of other records. */
export const skuIdentifier = identifierOf(2)

/** What may be said of a SKU whenever it is written. */
const commonFields = z.strictObject({
  /** Your id of the SKU, unique in the account; 2 to 250 characters, none of them a comma. */
  customer_identifier: skuIdentifier,
  /** No other SKU of the account has it. */
  customer_bar_code: barCode,
  /** The UPC, if there is one. */
  vendor_bar_code: barCode.nullable().optional(),
  /** Further codes, of this SKU alone. */
  bar_codes: z.array(barCode).readonly().optional(),
  /** Optional in the contract, required by the vendor's guides: without it a warning is logged. */
  vendor_style: textOf(1, 40).optional(),
  /** The vendor's default is `'FIFO'`. */
  pick_style: z.enum(PICK_STYLES).optional(),
  /** A picture for the warehouse's staff. */
  image_url: z.string().optional(),
  brand_name: textOf(2, 100),
  product_name: textOf(2, 150),
  product_category: textOf(1, 100),
  product_sub_category: textOf(1, 100),
  product_description: textOf(5, 250),
  vendor_brand_code: textOf(1, 100),
  /** On packing lists. */
  customer_brand_code: textOf(1, 100),
  customer_color: textOf(1, 100).optional(),
  vendor_color: textOf(1, 100).optional(),
  size: textOf(1, 20).optional(),
  vendor_size: textOf(1, 20).optional(),
  /** Hazardous, to be handled with care. The vendor's default is false. */
  ormd: z.boolean().optional(),
  /** Are lots tracked from their receipt on? The vendor's default is false. */
  lot_controlled: z.boolean().optional(),
  /** Yours. */
  unit_cost: z.number().optional(),
  /** The customer's, on packing slips. */
  price: z.number().optional(),
  /** Is it made of other SKUs? Once it is, it stays so, and its parts stay the same. */
  is_kit: z.boolean().optional(),
  kit_skus: z.array(kitSku).readonly().optional(),
  /** At most 4 characters. */
  country_of_origin: z.string().max(4).optional(),
  /** The customs number (HS, HTS); at most 10 characters. */
  commodity_code: z.string().max(10).optional(),
  special_shipping_instructions: z.string().optional(),
  /** As agreed for your account. */
  value_added_service_code: z.string().optional(),
  expiration_date: moment.optional(),
})

const dimensions = {
  /** Ounces. */
  dim_weight: z.number(),
  /** Inches. */
  dim_length: z.number(),
  dim_width: z.number(),
  dim_height: z.number(),
  /** Cubic inches. */
  dim_volume: z.number(),
}

const createFields = commonFields.extend(dimensions)

/** The dimensions are not in the contract's schema of an update; a late guide demands them. */
const updateFields = commonFields.extend(z.object(dimensions).partial().shape)

/** The fields of an update that say something whenever it is made. */
export const SKU_FIELDS = commonFields.keyof().options
export const KIT_SKU_FIELDS = kitSku.keyof().options

/**
 * A SKU to be created. Source: MasonHub OpenAPI, `sku`. A key that is not here is refused: the vendor would not
 * say that it ignored it.
 */
export interface SkuInput extends z.input<typeof createFields> {}
export interface CheckedSku extends z.output<typeof createFields> {}

/** A SKU as it is to be from now on: what is left out is lost, but for the dimensions. Source: `sku_put`. */
export interface SkuUpdate extends z.input<typeof updateFields> {}
export interface CheckedSkuUpdate extends z.output<typeof updateFields> {}

export const skuInput: z.ZodType<CheckedSku, SkuInput> = createFields
export const skuUpdate: z.ZodType<CheckedSkuUpdate, SkuUpdate> = updateFields
