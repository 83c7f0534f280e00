import type { Ports } from '../call/ports.ts'
import { TenonError } from '../errors/tenon-error.ts'
import { isRefusal, refusalMs } from './refusal-memory.ts'

/** Milliseconds for one login in all, its retries included. */
export const LOGIN_TIMEOUT_MS = 15_000
/** Milliseconds for its call: a little less, so that the call's own error, which has the request ids, comes first. */
export const LOGIN_CALL_MS = LOGIN_TIMEOUT_MS - 500

const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 60_000

/**
 * Milliseconds from a login that failed to the next: as long as a refusal is remembered; otherwise full jitter, on
 * top of what the vendor asks for.
 *
 * @param earlier how many failed in a row before it
 */
export function loginDelayMs(error: unknown, earlier: number, { clock, random }: Ports): number {
  if (isRefusal(error)) return refusalMs(earlier)
  const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** earlier)
  const retryAt = TenonError.isInstance(error) ? error.retryAt?.getTime() : undefined
  return Math.max(0, (retryAt ?? 0) - clock.wall()) + random.fraction() * longest
}
