import { Agent } from 'node:http'

import createAxios from 'axios'

import { CONCURRENCY } from '../concurrency.ts'
import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

export const axios: Peer = (origin) => {
  const httpAgent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
  const client = createAxios.create({ baseURL: origin, headers: requestHeaders, httpAgent })
  return {
    async call() {
      const { data } = await client.get<unknown>('/v1/products')
      return productList.parse(data)
    },
    close: () => Promise.resolve(httpAgent.destroy()),
  }
}
