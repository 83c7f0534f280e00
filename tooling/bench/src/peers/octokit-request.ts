import { request } from '@octokit/request'

import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

/** Over Node's own fetch, which keeps connections alive. */
export const octokitRequest: Peer = (origin) => {
  const client = request.defaults({ baseUrl: origin, headers: requestHeaders })
  return {
    async call() {
      const { data } = await client('GET /v1/products')
      return productList.parse(data)
    },
    close: () => Promise.resolve(),
  }
}
