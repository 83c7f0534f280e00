import { Agent } from 'node:http'

import gotDefault from 'got'

import { CONCURRENCY } from '../concurrency.ts'
import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

export const got: Peer = (origin) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
  const client = gotDefault.extend({ prefixUrl: origin, headers: requestHeaders, agent: { http: agent } })
  return {
    call: async () => productList.parse(await client.get('v1/products').json()),
    close: () => Promise.resolve(agent.destroy()),
  }
}
