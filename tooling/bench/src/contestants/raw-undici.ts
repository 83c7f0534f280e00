import { Pool, request } from 'undici'

import { CONCURRENCY } from '../concurrency.ts'
import type { Contestant } from './contestant.ts'
import { productList } from './product-list.ts'
import { requestHeaders } from './request-headers.ts'

/** What a careful engineer writes by hand without a framework: no token life cycle, no retries, no deadline. */
export function rawUndici(origin: string): Contestant {
  const pool = new Pool(origin, { connections: CONCURRENCY, headersTimeout: 0, bodyTimeout: 0 })
  return {
    async call() {
      const { statusCode, body } = await request(`${origin}/v1/products`, {
        dispatcher: pool,
        headers: requestHeaders,
      })
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`)
      return productList.parse(await body.json())
    },
    close: () => pool.close(),
  }
}
