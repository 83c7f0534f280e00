import type { Product } from '../schemas/product.ts'

/**
 * Where a copy of the catalogue is kept, of one account. Each method is atomic. `createMemoryCatalogueStore` forgets
 * with the process; `@tenon/hubble/sqlite` has one in a file. Several processes may share one.
 */
export interface CatalogueStore {
  /** Every product that is known, those that are gone among them. */
  all(): Promise<readonly CatalogueEntry[]>
  find(productId: string): Promise<CatalogueEntry | undefined>
  /** When the last whole sync was, in milliseconds since 1970. */
  syncedAt(): Promise<number | undefined>
  /** Keeps the entries in place of those with the same id, forgets others, and takes note of a sync: all or nothing. */
  write(changes: CatalogueWrite): Promise<void>
}

export interface CatalogueWrite {
  readonly put: readonly CatalogueEntry[]
  readonly forget?: readonly string[]
  readonly syncedAt?: number
}

/** A product as the copy has it. All of it is JSON. */
export interface CatalogueEntry {
  readonly product: Product
  /** When it was last read from the vendor, or told by a webhook; milliseconds since 1970. */
  readonly updatedAt: number
  /** Since when the vendor does not have it; null while it does. */
  readonly goneAt: number | null
}
