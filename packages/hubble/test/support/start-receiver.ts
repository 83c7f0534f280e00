import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

export interface Delivery {
  readonly path: string
  readonly body: string
  readonly isSigned: boolean
}

/** Takes webhooks, and tells which are signed. */
export async function startReceiver(secret: () => string) {
  const received: Delivery[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const expected = createHmac('sha256', secret()).update(body).digest('base64')
    received.push({ path: request.url ?? '', body, isSigned: request.headers['x-verify'] === expected })
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
