import type { Call } from '../call/call.ts'
import { isIdempotent, type Operation } from '../declare/operation.ts'
import { ConnectionError } from '../errors/connection-error.ts'

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504])

/** May the operation be sent again after an answer with this status? */
export function mayRetryStatus(status: number, operation: Operation): boolean {
  if (!TRANSIENT.has(status)) return false
  return isIdempotent(operation) || (status === 429 && operation.retryWhenRateLimited === true)
}

/** May the operation be sent again after this error? One that never left may, whatever it is. */
export function mayRetryError(error: unknown, call: Call): boolean {
  if (!ConnectionError.isInstance(error)) return false
  // A login that failed has had its own attempts.
  if (call.phase === 'auth') return false
  return (error.sent === 'no' && call.attempt?.sent !== true) || isIdempotent(call.declaration)
}
