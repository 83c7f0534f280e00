import type { IncomingMessage } from 'node:http'

import { toBodyStream } from './to-body-stream.ts'

/** Not the Host header, which the sender chooses: nothing may depend on it. */
const ORIGIN = 'http://localhost'

/** The web's form of a request. Its body streams, its URL has a made-up origin. Throws for what has no such form. */
export function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming
  const headers = new Headers()
  // Node's own `headers` keeps the first of two Authorization headers, and drops that there was a second.
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(String(rawHeaders[index]), String(rawHeaders[index + 1]))
  }
  const target = url.startsWith('/') ? `${ORIGIN}${url}` : url
  if (method === 'GET' || method === 'HEAD') return new Request(target, { method, headers })
  return new Request(target, { method, headers, body: toBodyStream(incoming), duplex: 'half' })
}
