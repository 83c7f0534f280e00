import type { Call } from '../call/call.ts'
import type { Clock } from '../clock/clock.ts'
import { RateLimitedError } from '../errors/rate-limited-error.ts'
import type { Send } from '../transport/transport.ts'
import type { CoolDown } from './cool-down.ts'
import { RateLimiter, type RateLimit } from './rate-limit.ts'

/** The bucket of an operation that names none, or one without a limit. */
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

  async function waitOutPause(call: Call): Promise<void> {
    // During a wait the vendor may have asked for another pause.
    for (let pauseMs = coolDown.remainingMs(); pauseMs > 0; pauseMs = coolDown.remainingMs()) {
      if (pauseMs > call.remainingMs) throw tooLate(call, pauseMs, 'the vendor asked for a pause')
      // Spread, but not past what the call has left.
      const latest = Math.max(pauseMs, call.remainingMs / 2)
      await queue(call, Math.min(coolDown.delayMs(), latest))
    }
  }

  async function waitForTurn(call: Call, limiter: RateLimiter): Promise<void> {
    const place = limiter.reserve(call.remainingMs)
    if (place === undefined) throw tooLate(call, limiter.delayMs(), 'the rate limit is reached')
    try {
      if (place.delayMs > 0) await queue(call, place.delayMs)
    } catch (error) {
      limiter.giveBack(place)
      throw error
    }
  }

  async function queue(call: Call, delayMs: number): Promise<void> {
    await call.wait(delayMs, 'limiter')
    if (call.attempt !== undefined) call.attempt.queuedMs += delayMs
  }

  return (next) => (request, call) => {
    const limiter = limiters.get(call.declaration.bucket ?? DEFAULT_BUCKET) ?? limiters.get(DEFAULT_BUCKET)
    if (limiter === undefined && coolDown.remainingMs() === 0) return next(request, call)
    // The pause first: a turn that is taken during it would have passed when it ends.
    const proceed = (): ReturnType<Send> => next(request, call)
    const paused = waitOutPause(call)
    return (limiter === undefined ? paused : paused.then(() => waitForTurn(call, limiter))).then(proceed)
  }
}

function tooLate(call: Call, delayMs: number, why: string): RateLimitedError {
  const message = `${why}, which is longer than the deadline of this call allows`
  return new RateLimitedError({ message, retryAt: new Date(call.clock.wall() + delayMs), call })
}
