import { AbortedError, ClosedError, TenonError, type CallOptions, type Clock } from '@tenon/core'

import type { Hubble } from '../create-hubble.ts'
import type { Product } from '../schemas/product.ts'
import type { ProductRead } from './merge-reads.ts'

export interface ProductReader {
  /** Every product of the list, once. */
  list(options: CallOptions): Promise<readonly ProductRead[]>
  /** One product; undefined where nothing can be said of it, because the call failed. */
  one(productId: string, options?: CallOptions): Promise<ProductRead | undefined>
}

/** Asks the vendor, and remembers when: what is learnt meanwhile is newer than the answer. */
export function createProductReader(
  products: Hubble['products'],
  pageSize: number,
  clock: Clock,
): ProductReader {
  return {
    async list(options) {
      const reads: ProductRead[] = []
      let askedAt = clock.wall()
      for await (const { items } of products.list.pages({ pageNo: 1, limit: pageSize }, options)) {
        for (const item of items) reads.push({ productId: item.id, product: asJson(item), askedAt })
        askedAt = clock.wall()
      }
      return reads
    },
    async one(productId, options) {
      const askedAt = clock.wall()
      try {
        return { productId, product: asJson(await products.get({ productId }, options)), askedAt }
      } catch (error) {
        if (AbortedError.isInstance(error) || ClosedError.isInstance(error)) throw error
        if (!TenonError.isInstance(error)) throw error
        return isAbsence(error) ? { productId, product: null, askedAt } : undefined
      }
    },
  }
}

/** As a store in a file would give it back, so that the two can be compared. */
function asJson(product: Product): Product {
  return JSON.parse(JSON.stringify(product)) as Product
}

/** A 404 without the vendor's own word for it may be a gateway's. */
function isAbsence({ vendor }: TenonError): boolean {
  return vendor?.id === 'E001'
}
