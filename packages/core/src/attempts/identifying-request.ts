import type { Random } from '../clock/random.ts'
import type { Send } from '../transport/transport.ts'

/**
 * Gives each attempt its own UUID in `X-REQUEST-ID`, by which the vendor's support can find it. The first one's is the
 * id of the call, too.
 */
export function identifyingRequest(random: Random): (next: Send) => Send {
  return (next) => (request, call) => {
    const requestId = call.attempts.length <= 1 ? call.id : random.uuid()
    request.headers['x-request-id'] = requestId
    if (call.attempt !== undefined) call.attempt.requestId = requestId
    return next(request, call)
  }
}
