import type { AuthStrategy } from '../auth/auth-strategy.ts'
import type { Attempt } from '../call/attempt.ts'
import type { AttemptRecord } from '../call/call-record.ts'
import type { Call } from '../call/call.ts'
import type { Ports } from '../call/ports.ts'
import { isStream } from '../declare/raw-body.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { CoolDown } from '../limits/cool-down.ts'
import { RetryBudget } from '../limits/retry-budget.ts'
import { logAttempt } from '../observe/log-attempt.ts'
import type { HttpResponse, Send } from '../transport/transport.ts'
import { mayRetryError, mayRetryStatus } from './classification.ts'
import { retryAfterMs } from './retry-after.ts'

export interface RetryPolicy {
  /** Attempts after the first one. Default 3. */
  readonly retries: number
  /** Milliseconds: the wait before the first retry is drawn from 0 to this. Doubles each time. Default 250. */
  readonly baseDelayMs: number
  /** Milliseconds: no wait that Tenon chooses is longer. Default 10,000. */
  readonly maxDelayMs: number
}

export const defaultRetryPolicy: RetryPolicy = { retries: 3, baseDelayMs: 250, maxDelayMs: 10_000 }

export interface AttemptingParts extends Ports {
  readonly retry: RetryPolicy
  readonly auth?: AuthStrategy
  /** Prolonged by what the vendor asks one call for, so that every call of the account keeps it. */
  readonly coolDown?: CoolDown
}

/**
 * The one loop that owns every attempt of a call: the first, the retries, and the single one after the vendor
 * refused a token, which counts as no retry.
 */
export function attempting(parts: AttemptingParts): (next: Send) => Send {
  const { retry, random, logger, auth, coolDown } = parts
  const budget = new RetryBudget()

  async function isReauthorized(response: HttpResponse, attempt: Attempt, call: Call): Promise<boolean> {
    if (response.status !== 401 || auth?.challenged === undefined || attempt.grant === undefined) return false
    return (await auth.challenged(response, attempt.grant, call)) === 'reauthorize'
  }

  /** Waits until the next attempt is due. False, if there is to be none. */
  async function nextIsDue(call: Call, attempt: Attempt, retries: number, floorMs: number): Promise<boolean> {
    if (retries >= retry.retries) return false
    // Full jitter: anything from nothing to the back-off of this retry.
    const jitter = random.fraction() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** retries)
    // It comes on top of what the vendor asks for, or all who were asked would come back at once.
    const delay = floorMs + jitter
    if (delay >= call.remainingMs) return false
    const affordable = budget.spend()
    // Without a budget the caller is told late, not at once: it may be a loop that would ask again.
    attempt.waitedMs = affordable ? delay : jitter
    if (affordable) {
      const { status, error, requestId } = attempt
      const waitMs = Math.round(delay)
      logger.info({ operation: call.operation, requestId, status, error, waitMs }, 'trying again')
    }
    await call.wait(attempt.waitedMs, 'retry-wait')
    return affordable
  }

  /** How long the vendor asks this call, and so every call, to stay away. */
  function askedToWaitMs(response: HttpResponse, call: Call): number {
    const asked = retryAfterMs(response.headers, call.clock) ?? 0
    if (response.status === 429 || response.status === 503) coolDown?.extend(asked)
    return asked
  }

  return (next) => async (request, call) => {
    budget.earn()
    let reason: AttemptRecord['reason'] = 'first'
    let challenged = false
    const isOnce = isStream(request.body)
    for (let retries = 0; ;) {
      const attempt = call.beginAttempt(reason)
      try {
        // A copy of the headers for each attempt, whose steps may set them.
        const response = await next({ ...request, headers: { ...request.headers } }, call)
        if (response.stream === undefined) attempt.end(call.elapsedMs)
        attempt.status = response.status
        attempt.headers = response.headers
        logAttempt(logger, call, attempt)
        if (response.status < 400) return response
        if (!challenged && (await isReauthorized(response, attempt, call)) && !isOnce) {
          challenged = true
          reason = 'reauthorized'
          continue
        }
        const floorMs = askedToWaitMs(response, call)
        if (isOnce || !mayRetryStatus(response.status, call.declaration)) return response
        if (!(await nextIsDue(call, attempt, retries, floorMs))) return response
      } catch (cause) {
        const error = inNameOf(call, cause)
        attempt.end(call.elapsedMs, TenonError.isInstance(error) ? error.code : 'UNKNOWN')
        if (attempt.status === undefined) logAttempt(logger, call, attempt)
        if (call.interruption !== undefined) throw call.interruption
        if (isOnce || !mayRetryError(error, call)) throw error
        if (!(await nextIsDue(call, attempt, retries, 0))) throw error
      }
      retries += 1
      reason = 'retry'
    }
  }
}

/** The failure of a login that others wait for too, or of a secret's source, told in this call's own name. */
function inNameOf(call: Call, error: unknown): unknown {
  if (call.phase !== 'auth' || !TenonError.isInstance(error) || error.call === call) return error
  return error.shared({ call }, error.call === undefined ? 'no credential' : 'the login failed')
}
