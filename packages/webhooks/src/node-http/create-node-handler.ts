import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Receiver } from '../receiver/receiver-options.ts'
import { sendResponse } from './send-response.ts'
import { toRequest } from './to-request.ts'

export interface NodeHandlerOptions {
  /** Whether connections may be used again. Asked at each answer. Default: always. */
  readonly keepAlive?: () => boolean
}

/** Never rejects: a request that is broken, or whose sender has gone, is dropped. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/**
 * A receiver as `node:http` and the frameworks upon it call handlers: Express as it is, Fastify with a hijacked
 * reply. Nothing may have read the body before; if a body parser did, deliveries are answered 503 and the log says
 * so. Use it where the server with its limits is yours; else there is `createWebhookServer`.
 */
export function createNodeHandler(
  receiver: Receiver,
  { keepAlive = () => true }: NodeHandlerOptions = {},
): NodeHandler {
  async function answer(incoming: IncomingMessage): Promise<Response> {
    let request: Request
    try {
      request = await toRequest(incoming)
    } catch {
      return new Response(null, { status: 400 })
    }
    try {
      return await receiver(request, { remoteAddress: incoming.socket.remoteAddress })
    } catch {
      return new Response(null, { status: 500 })
    }
  }

  return async (incoming, outgoing) => {
    // A sender that goes away is no news, and there is nobody left to answer.
    incoming.on('error', () => {})
    outgoing.on('error', () => {})
    try {
      const response = await answer(incoming)
      if (!outgoing.destroyed) await sendResponse(response, { incoming, outgoing, keep: keepAlive() })
    } catch {
      outgoing.destroy()
    }
  }
}
