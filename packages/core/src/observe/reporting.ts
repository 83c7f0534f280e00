import type { Call } from '../call/call.ts'
import { scrub } from '../secret/scrubber.ts'
import type { HttpRequest, HttpResponse } from '../transport/http.ts'
import type { Send } from '../transport/transport.ts'
import type { Logger } from './logger.ts'

/** One debug line for each request on the wire, with the id by which the vendor's support can find it. */
export function reporting(logger: Logger): (next: Send) => Send {
  return (next) => {
    async function sendAndReport(request: HttpRequest, call: Call): Promise<HttpResponse> {
      const startedMs = call.elapsedMs
      try {
        const response = await next(request, call)
        report(call, startedMs, response.status, undefined)
        return response
      } catch (error) {
        report(call, startedMs, undefined, scrub(error instanceof Error ? error.message : 'unknown'))
        throw error
      }
    }

    function report(call: Call, startedMs: number, status?: number, failed?: string): void {
      const { provider, operation, lane, id: operationId, attempt } = call
      const { number, requestId } = attempt ?? {}
      const ms = Math.round((call.elapsedMs - startedMs) * 10) / 10
      const fields = {
        provider,
        operation,
        lane,
        operationId,
        attempt: number,
        requestId,
        status,
        failed,
        ms,
      }
      logger.debug(fields, 'request')
    }

    return (request, call) =>
      logger.isLevelEnabled?.('debug') === false ? next(request, call) : sendAndReport(request, call)
  }
}
