import type { AuthStrategy } from '../auth/auth-strategy.ts'
import type { Attempt } from '../call/attempt.ts'
import type { AttemptRecord } from '../call/call-record.ts'
import type { Call } from '../call/call.ts'
import type { Random } from '../clock/random.ts'
import { TenonError } from '../errors/tenon-error.ts'
import type { Logger } from '../observe/logger.ts'
import type { HttpRequest, HttpResponse } from '../transport/http.ts'
import type { Send } from '../transport/transport.ts'
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

export interface AttemptingParts {
  readonly retry: RetryPolicy
  readonly random: Random
  readonly logger: Logger
  readonly auth?: AuthStrategy
}

/**
 * The one loop that owns every attempt of a call: the first, the retries, and the single one after the vendor
 * refused a token, which counts as no retry.
 */
export function attempting(parts: AttemptingParts): (next: Send) => Send {
  const { retry, random, logger, auth } = parts

  /** How long to wait before the next attempt; undefined if there is to be none. */
  function delayBeforeRetry(call: Call, retries: number, floorMs: number): number | undefined {
    if (retries >= retry.retries) return undefined
    const jittered = random.fraction() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** retries)
    const delay = Math.max(floorMs, jittered)
    return delay < call.remainingMs ? delay : undefined
  }

  async function isReauthorized(response: HttpResponse, attempt: Attempt, call: Call): Promise<boolean> {
    if (response.status !== 401 || auth?.challenged === undefined || attempt.grant === undefined) return false
    return (await auth.challenged(response, attempt.grant, call)) === 'reauthorize'
  }

  return (next) => async (request, call) => {
    let reason: AttemptRecord['reason'] = 'first'
    let challenged = false
    for (let retries = 0; ;) {
      const attempt = call.beginAttempt(reason)
      let delay: number | undefined
      try {
        const response = await next(copyFor(request), call)
        attempt.endedMs = call.elapsedMs
        attempt.status = response.status
        attempt.headers = response.headers
        if (response.status < 400) return response
        if (!challenged && (await isReauthorized(response, attempt, call))) {
          challenged = true
          reason = 'reauthorized'
          continue
        }
        if (!mayRetryStatus(response.status, call.declaration)) return response
        delay = delayBeforeRetry(call, retries, retryAfterMs(response.headers, call.clock) ?? 0)
        if (delay === undefined) return response
      } catch (error) {
        attempt.endedMs = call.elapsedMs
        attempt.error = TenonError.isInstance(error) ? error.code : 'UNKNOWN'
        if (call.interruption !== undefined || !mayRetryError(error, call)) throw error
        delay = delayBeforeRetry(call, retries, 0)
        if (delay === undefined) throw error
      }
      retries += 1
      reason = 'retry'
      attempt.waitedMs = delay
      const { provider, operation } = call
      const { status, error, requestId } = attempt
      logger.info(
        { provider, operation, requestId, status, error, waitMs: Math.round(delay) },
        'trying again',
      )
      await call.wait(delay, 'retry-wait')
    }
  }
}

/** An attempt's own copy, whose headers its steps may set. */
function copyFor({ method, origin, path, headers, body }: HttpRequest): HttpRequest {
  return { method, origin, path, headers: { ...headers }, body }
}
