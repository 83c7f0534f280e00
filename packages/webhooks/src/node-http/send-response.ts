import type { IncomingMessage, ServerResponse } from 'node:http'

import { systemClock } from '@tenon/core'

const LINGER_MS = 1_000

/** Sends an answer, and ends the connection if it is to be kept no longer or its request is still arriving. */
export async function sendResponse(
  response: Response,
  { incoming, outgoing, keep }: { incoming: IncomingMessage; outgoing: ServerResponse; keep: boolean },
): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer())
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  outgoing.setHeader('content-length', body.length)
  if (!keep || !incoming.complete) outgoing.setHeader('connection', 'close')
  if (incoming.complete) {
    outgoing.end(body)
    return
  }
  // Closing while the sender still sends makes its system throw the answer away: let it read first.
  outgoing.flushHeaders()
  outgoing.write(body)
  // A sender that was too slow has had its time.
  if (response.status !== 408) await discard(incoming)
  outgoing.end()
}

/** Lets the rest of a request arrive, for a moment, and drops it. */
async function discard(incoming: IncomingMessage): Promise<void> {
  if (incoming.destroyed) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = systemClock.setTimer(LINGER_MS, resolve)
  // Whoever read the body, and is slower, would hold it back.
  incoming.removeAllListeners('data').on('end', resolve).on('close', resolve).resume()
  await promise
  systemClock.clearTimer(timer)
}
