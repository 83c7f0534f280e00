import {
  ConfigurationError,
  CredentialsRefusedError,
  InvalidInputError,
  PermissionError,
  TlsError,
  type CallRecord,
  type TenonError,
} from '@tenon/core'

import { hubbleErrorAdvice } from '../errors/hubble-error-advice.ts'

/**
 * What a failure to send an order says about the order:
 * - `kept-out`: this request came to nobody who looks at orders
 * - `refused`: this request made no order; one before it may have
 * - `maybe-refused`: it should have made none; but what a reference that was used before is answered is not
 *   documented, and may look like this
 * - `unclear`: nothing
 */
export type Verdict = 'kept-out' | 'refused' | 'maybe-refused' | 'unclear'

/** Of 4xx, those after which the order may exist, or may be sent again. The vendor documents no statuses. */
const PASSING = new Set([408, 409, 425, 429])

/** Before it went out, these fail for good: somebody has to mend what was given. */
const NOT_SENT_FOR_GOOD = new Set<string>([
  ConfigurationError.code,
  CredentialsRefusedError.code,
  InvalidInputError.code,
  PermissionError.code,
  TlsError.code,
])

export function judgeFailure(error: TenonError, call: CallRecord): Verdict {
  const isUnsent = call.attempts.every((attempt) => !attempt.sent && attempt.status === undefined)
  if (isUnsent) return NOT_SENT_FOR_GOOD.has(error.code) ? 'kept-out' : 'unclear'
  // A request whose token is refused is not processed.
  if (CredentialsRefusedError.isInstance(error)) return 'kept-out'
  const { status = 0, vendor } = error
  if (status === 401 || status === 403) return 'kept-out'
  if (status < 400 || status >= 500 || PASSING.has(status)) return 'unclear'
  return isDocumented(vendor?.id) ? 'refused' : 'maybe-refused'
}

function isDocumented(id: string | undefined): boolean {
  return id !== undefined && id !== 'E200' && Object.hasOwn(hubbleErrorAdvice, id)
}
