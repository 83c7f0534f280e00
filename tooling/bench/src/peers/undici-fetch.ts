import { fetch, Pool } from 'undici'

import { CONCURRENCY } from '../concurrency.ts'
import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

export const undiciFetch: Peer = (origin) => {
  const dispatcher = new Pool(origin, { connections: CONCURRENCY })
  return {
    async call() {
      const response = await fetch(`${origin}/v1/products`, { dispatcher, headers: requestHeaders })
      return productList.parse(await response.json())
    },
    close: () => dispatcher.close(),
  }
}
