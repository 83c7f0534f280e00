import { pickGiven } from '../wire/pick-given.ts'
import { KIT_SKU_FIELDS, SKU_FIELDS, type SkuUpdate } from './sku-input.ts'
import type { Sku } from './sku.ts'

/**
 * A SKU as MasonHub has it, in the form that it takes: everything that an update would lose. The dimensions are
 * not among it, as an update does not change them.
 */
export function toSkuUpdate(sku: Sku): SkuUpdate {
  const { kit_skus } = sku
  return {
    ...pickGiven(sku, SKU_FIELDS),
    ...(kit_skus && { kit_skus: kit_skus.map((part) => pickGiven(part, KIT_SKU_FIELDS)) }),
    // Whether it is complete is for the check of the update to say.
  } as SkuUpdate
}
