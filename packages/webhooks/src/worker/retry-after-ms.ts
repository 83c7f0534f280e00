import { TenonError, type Clock, type Random } from '@tenon/core'

const FIRST_MS = 1_000
const LONGEST_MS = 60 * 60_000

/**
 * Milliseconds until a message may be tried again: full jitter, and not before the error allows it. An error's
 * `retryAt` is by the clock of this process, which need not be the inbox's.
 */
export function retryAfterMs(error: unknown, attempt: number, clock: Clock, random: Random): number {
  const delayMs = random.fraction() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  const retryAt = TenonError.isInstance(error) ? error.retryAt?.getTime() : undefined
  const allowedMs = retryAt === undefined ? 0 : retryAt - clock.wall()
  return Math.ceil(Math.max(delayMs, allowedMs))
}
