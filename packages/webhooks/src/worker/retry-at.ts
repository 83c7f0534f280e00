import { TenonError, type Clock, type Random } from '@tenon/core'

const FIRST_MS = 1_000
const LONGEST_MS = 60 * 60_000

/** From when a message may be tried again: full jitter, and not before the error allows it. */
export function retryAt(error: unknown, attempt: number, clock: Clock, random: Random): number {
  const delayMs = random.fraction() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  const allowed = TenonError.isInstance(error) ? (error.retryAt?.getTime() ?? 0) : 0
  return Math.max(Math.ceil(clock.wall() + delayMs), allowed)
}
