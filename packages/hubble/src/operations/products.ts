import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { numeric } from '../schemas/numeric.ts'
import { product } from '../schemas/product.ts'
import { READ_TIMEOUT_MS } from './timeouts.ts'

const count = z.int().min(1)

/** V1 documents the object; integrators see null and strings too. */
const cursor = z.union([z.looseObject({ pageNo: numeric, limit: numeric }), z.string()]).nullish()

/** The catalogue (Hubble API docs, brands; the parameters as in V1 and V2). */
export const products = {
  /**
   * Products, `INACTIVE` ones among them. Without `pageNo` the vendor sends all of them at once, more than 450;
   * start `items` or `pages` with `pageNo: 1` and a `limit` to get them page by page.
   */
  list: defineOperation({
    id: 'products.list',
    method: 'GET',
    path: '/products',
    timeoutMs: READ_TIMEOUT_MS,
    query: z.strictObject({
      /** Searches the text. */
      q: z.string().optional(),
      category: z.string().optional(),
      /** From 1. */
      pageNo: count.optional(),
      /** Products on a page; the largest that the vendor allows is not documented, 100 is in use. */
      limit: count.optional(),
    }),
    response: z.looseObject({ data: z.array(product), nextCursor: cursor }),
    paging: {
      items: ({ data }) => data,
      identify: ({ id }) => id,
      // It is not documented whether the cursor names this page or the next, so the count is kept here.
      next({ input, output: { data, nextCursor } }) {
        if (!nextCursor || data.length === 0) return undefined
        const limit = typeof nextCursor === 'object' ? nextCursor.limit : input.limit
        if (limit !== undefined && data.length < limit) return undefined
        return { ...input, pageNo: (input.pageNo ?? 1) + 1 }
      },
    },
  }),

  /** One product. */
  get: defineOperation({
    id: 'products.get',
    method: 'GET',
    path: '/products/{productId}',
    timeoutMs: READ_TIMEOUT_MS,
    response: product,
  }),
}
