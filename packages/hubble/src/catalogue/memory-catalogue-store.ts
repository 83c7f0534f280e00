import type { CatalogueEntry, CatalogueStore } from './catalogue-store.ts'

/** A copy of the catalogue that lasts as long as the process. */
export function createMemoryCatalogueStore(): CatalogueStore {
  const entries = new Map<string, CatalogueEntry>()
  let syncTime: number | undefined
  return {
    all: async () => [...entries.values()],
    find: async (productId) => entries.get(productId),
    syncedAt: async () => syncTime,
    async write({ put, forget = [], syncedAt }) {
      for (const entry of put) entries.set(entry.product.id, entry)
      for (const productId of forget) entries.delete(productId)
      syncTime = syncedAt ?? syncTime
    },
  }
}
