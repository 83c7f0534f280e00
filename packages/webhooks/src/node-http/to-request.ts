import type { IncomingMessage } from 'node:http'

import { toBodyStream } from './to-body-stream.ts'

/** Not the Host header, which the sender chooses: nothing may depend on it. */
const ORIGIN = 'http://localhost'

/** What Express keeps of a URL whose beginning it has cut off. */
interface MountedMessage {
  readonly originalUrl?: string
}

/** The web's form of a request. Its body streams, its URL has a made-up origin. Rejects what has no such form. */
export async function toRequest(incoming: IncomingMessage & MountedMessage): Promise<Request> {
  const { method = 'GET', rawHeaders } = incoming
  const url = incoming.originalUrl ?? incoming.url ?? '/'
  const headers = new Headers()
  // Node's own `headers` keeps the first of two Authorization headers, and drops that there was a second.
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(String(rawHeaders[index]), String(rawHeaders[index + 1]))
  }
  const target = url.startsWith('/') ? `${ORIGIN}${url}` : url
  if (method === 'GET' || method === 'HEAD') return new Request(target, { method, headers })
  if (incoming.readableDidRead) return readRequest(target, { method, headers })
  return new Request(target, { method, headers, body: toBodyStream(incoming), duplex: 'half' })
}

/** A request that says of its body what is true: somebody has read it. */
async function readRequest(target: string, init: RequestInit): Promise<Request> {
  const request = new Request(target, { ...init, body: '-' })
  await request.text()
  return request
}
