import type { Attempt } from '../call/attempt.ts'
import type { Call } from '../call/call.ts'
import type { Logger } from './logger.ts'

/** One debug line for each request, with the id by which the vendor's support can find it. */
export function logAttempt(logger: Logger, call: Call, attempt: Attempt): void {
  // Without one it ended before there was a request.
  if (attempt.requestId === '' || logger.isLevelEnabled?.('debug') === false) return
  const { number, requestId, status, error, startedMs, endedMs = startedMs, queuedMs, authMs } = attempt
  const ms = Math.round((endedMs - startedMs - queuedMs - authMs) * 10) / 10
  const fields = { operation: call.operation, requestId, status, error, ms }
  logger.debug(number === 1 ? fields : { ...fields, attempt: number, operationId: call.id }, 'request')
}
