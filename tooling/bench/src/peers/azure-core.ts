import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline'

import { productList } from '../contestants/product-list.ts'
import { requestHeaders } from '../contestants/request-headers.ts'
import type { Peer } from './peer.ts'

/** With the policies that Azure's own clients have, over its own node:http client, which keeps connections alive. */
export const azureCore: Peer = (origin) => {
  const pipeline = createPipelineFromOptions({})
  const client = createDefaultHttpClient()
  return {
    async call() {
      const request = createPipelineRequest({
        url: `${origin}/v1/products`,
        headers: createHttpHeaders(requestHeaders),
        allowInsecureConnection: true,
      })
      const { bodyAsText } = await pipeline.sendRequest(client, request)
      return productList.parse(JSON.parse(bodyAsText ?? ''))
    },
    close: () => Promise.resolve(),
  }
}
