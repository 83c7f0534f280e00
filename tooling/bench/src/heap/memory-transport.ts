import type { HttpResponse, Transport } from '@tenon/core'

import { productListJson } from '../server/product-list-json.ts'

/** Answers from memory, in a later turn of the event loop as a socket would, so that timers get theirs. */
export function createMemoryTransport(bytes: number): Transport {
  const body = Buffer.from(productListJson(bytes))
  return {
    send: () =>
      new Promise<HttpResponse>((resolve) => {
        setImmediate(resolve, { status: 200, headers: { 'content-type': 'application/json' }, body })
      }),
    close: () => Promise.resolve(),
  }
}
