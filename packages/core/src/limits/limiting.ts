import type { Call } from '../call/call.ts'
import type { Clock } from '../clock/clock.ts'
import { RateLimitedError } from '../errors/rate-limited-error.ts'
import type { Send } from '../transport/transport.ts'
import type { CoolDown } from './cool-down.ts'
import { RateLimiter, type RateLimit } from './rate-limit.ts'

/** The bucket of an operation that names none. */
export const DEFAULT_BUCKET = 'default'

/** Limits by bucket: `{ default: { requests: 10, perMs: 1_000 } }`. An operation may name a bucket of its own. */
export type RateLimits = Readonly<Record<string, RateLimit>>

/**
 * Every attempt pays here: it waits for the account's cool-down and for its bucket's turn, never past the call's
 * deadline.
 */
export function limiting(limits: RateLimits, coolDown: CoolDown, clock: Clock): (next: Send) => Send {
  const limiters = new Map(
    Object.entries(limits).map(([bucket, limit]) => [bucket, new RateLimiter(limit, clock)]),
  )

  /** Milliseconds that the vendor's pause still takes. */
  function pauseMs(call: Call): number {
    const pause = coolDown.remainingMs()
    if (pause > call.remainingMs) throw tooLate(call, pause, 'the vendor asked for a pause')
    return pause
  }

  /** Milliseconds until the bucket's turn, which is taken. */
  function turnMs(call: Call): number {
    const limiter = limiters.get(call.declaration.bucket ?? DEFAULT_BUCKET)
    if (limiter === undefined) return 0
    const turn = limiter.reserve(call.remainingMs)
    if (turn === undefined) throw tooLate(call, limiter.delayMs(), 'the rate limit of this client is reached')
    return turn
  }

  async function queue(call: Call, firstMs: number): Promise<void> {
    // During a wait the vendor may have asked for another pause.
    for (let delay = firstMs; delay > 0; delay = pauseMs(call)) {
      if (call.attempt !== undefined) call.attempt.queuedMs += delay
      await call.wait(delay, 'limiter')
    }
  }

  return (next) => (request, call) => {
    const delay = Math.max(pauseMs(call), turnMs(call))
    if (delay === 0) return next(request, call)
    const proceed = (): ReturnType<Send> => next(request, call)
    return queue(call, delay).then(proceed)
  }
}

function tooLate(call: Call, delayMs: number, why: string): RateLimitedError {
  return new RateLimitedError({
    message: `${why}, which is longer than the deadline of this call allows`,
    retryAt: new Date(call.clock.wall() + delayMs),
    call,
  })
}
