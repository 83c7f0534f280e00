import type { Product } from '../schemas/product.ts'

/** What became of the copy. */
export interface CatalogueChanges {
  /** New, or back again. */
  readonly added: readonly Product[]
  readonly changed: readonly ProductChange[]
  /** The vendor does not have them any more. They stay in the copy for a while, marked, and are not listed. */
  readonly gone: readonly Product[]
  /** Missing from the list, and it could not be found out why: they stay as they are until the next sync. */
  readonly unclear: readonly string[]
}

export interface ProductChange {
  readonly before: Product
  readonly after: Product
  /** The names of the fields that differ. */
  readonly fields: readonly string[]
}

export const noChanges: CatalogueChanges = Object.freeze({ added: [], changed: [], gone: [], unclear: [] })
