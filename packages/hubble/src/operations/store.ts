import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { READ_TIMEOUT_MS } from './timeouts.ts'

const words = z.union([z.string(), z.array(z.string())]).optional()

/** The embedded store. Suggestions, trends and recent searches are announced by the vendor, without a path. */
export const store = {
  /**
   * Searches the store's products, for a listing of your own (Hubble SDK docs, cut: further parameters and the form of
   * the answer are not known, so it is handed on as it comes). Unconfirmed: it is described as a call of a user's
   * session, whose credential is not documented; this client sends the partner's token.
   */
  search: defineOperation({
    id: 'store.search',
    method: 'GET',
    path: '/v3/store/products/search',
    absolute: true,
    timeoutMs: READ_TIMEOUT_MS,
    query: z.strictObject({
      q: z.string().optional(),
      /** Several give a section each. How a list is written is not documented; the key is repeated. */
      category: words,
      tags: words,
      brandKey: words,
    }),
    response: z.unknown(),
  }),
}
