import { pickGiven } from '../wire/pick-given.ts'
import { pickNested } from '../wire/pick-nested.ts'
import { KIT_SKU_FIELDS, SKU_FIELDS, type SkuUpdate } from './sku-input.ts'
import type { Sku } from './sku.ts'

/**
 * A SKU as MasonHub has it, in the form that it takes: everything that an update would lose. The dimensions are
 * not among it, as an update does not change them.
 */
export function toSkuUpdate(sku: Sku): SkuUpdate {
  const { kit_skus } = sku
  const special_shipping_instructions = sku.special_shipping_instructions ?? sku.special_instructions
  return {
    ...pickGiven({ ...sku, special_shipping_instructions }, SKU_FIELDS),
    ...(kit_skus && { kit_skus: pickNested(kit_skus, KIT_SKU_FIELDS) }),
    // Whether it is complete is for the check of the update to say.
  } as SkuUpdate
}
