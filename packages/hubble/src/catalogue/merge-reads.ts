import type { Product } from '../schemas/product.ts'
import type { ProductChange } from './catalogue-changes.ts'
import type { CatalogueEntry } from './catalogue-store.ts'
import { compareProducts } from './compare-products.ts'

/** What the vendor said of a product, and when it was asked; a null product: that it does not have it. */
export interface ProductRead {
  readonly productId: string
  readonly product: Product | null
  readonly askedAt: number
}

export interface MergedReads {
  readonly put: readonly CatalogueEntry[]
  readonly added: readonly Product[]
  readonly changed: readonly ProductChange[]
  readonly gone: readonly Product[]
}

/**
 * Puts what was read beside what is known. What was learnt after the vendor was asked stays; an entry of the future
 * is from before the clock was set back, and does not.
 */
export function mergeReads(
  known: ReadonlyMap<string, CatalogueEntry>,
  reads: readonly ProductRead[],
  now: number,
): MergedReads {
  const put: CatalogueEntry[] = []
  const added: Product[] = []
  const changed: ProductChange[] = []
  const gone: Product[] = []
  for (const { productId, product, askedAt } of reads) {
    const entry = known.get(productId)
    if (entry !== undefined && entry.updatedAt > askedAt && entry.updatedAt <= now) continue
    if (product === null) {
      if (entry === undefined || entry.goneAt !== null) continue
      gone.push(entry.product)
      put.push({ ...entry, updatedAt: askedAt, goneAt: askedAt })
      continue
    }
    put.push({ product, updatedAt: askedAt, goneAt: null })
    if (entry === undefined || entry.goneAt !== null) added.push(product)
    else {
      const fields = compareProducts(entry.product, product)
      if (fields.length > 0) changed.push({ before: entry.product, after: product, fields })
    }
  }
  return { put, added, changed, gone }
}
