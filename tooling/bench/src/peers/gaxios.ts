import { Agent } from 'node:http'

import { Gaxios } from 'gaxios'

import { CONCURRENCY } from '../concurrency.ts'
import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

/** Over node-fetch; without an agent of its own it would close each connection. */
export const gaxios: Peer = (origin) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
  const client = new Gaxios({ baseURL: origin, headers: requestHeaders, agent, responseType: 'json' })
  return {
    async call() {
      const { data } = await client.request<unknown>({ url: '/v1/products' })
      return productList.parse(data)
    },
    close: () => Promise.resolve(agent.destroy()),
  }
}
