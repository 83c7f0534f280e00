import type { Call } from '../call/call.ts'
import { scrub } from '../secret/scrubber.ts'
import type { Send } from '../transport/transport.ts'
import type { Logger } from './logger.ts'

/** One debug line for each request on the wire, with the id by which the vendor's support can find it. */
export function reporting(logger: Logger): (next: Send) => Send {
  return (next) => {
    async function sendAndReport(...[request, call]: Parameters<Send>): ReturnType<Send> {
      const startedMs = call.elapsedMs
      try {
        const response = await next(request, call)
        report(call, startedMs, { status: response.status })
        return response
      } catch (error) {
        report(call, startedMs, { failed: scrub(error instanceof Error ? error.message : 'unknown') })
        throw error
      }
    }

    function report(call: Call, startedMs: number, outcome: object): void {
      const { provider, operation, lane, id, attempt } = call
      const ms = Math.round((call.elapsedMs - startedMs) * 10) / 10
      const fields = {
        provider,
        operation,
        lane,
        operationId: id,
        attempt: attempt?.number,
        requestId: attempt?.requestId,
      }
      logger.debug({ ...fields, ...outcome, ms }, 'request')
    }

    return (request, call) =>
      logger.isLevelEnabled?.('debug') === false ? next(request, call) : sendAndReport(request, call)
  }
}
