import { Pool, type Dispatcher } from 'undici'

import { CONCURRENCY } from '../concurrency.ts'
import type { Contestant } from './contestant.ts'
import { productList } from './product-list.ts'
import { requestHeaders } from './request-headers.ts'

/** The least that can be written over `dispatch()`, which Tenon's transport is built on: how far one can get. */
export function bareDispatch(origin: string): Contestant {
  const pool = new Pool(origin, { connections: CONCURRENCY, headersTimeout: 0, bodyTimeout: 0 })

  function get(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          if (status !== 200) reject(new Error(`answered ${status}`))
        },
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
        onResponseError: (_controller, error) => reject(error),
      }
      pool.dispatch({ path: '/v1/products', method: 'GET', headers: requestHeaders }, handler)
    })
  }

  return {
    call: async () => productList.parse(JSON.parse((await get()).toString('latin1'))),
    close: () => pool.close(),
  }
}
