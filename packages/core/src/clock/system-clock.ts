import type { Clock, Timer } from './clock.ts'

/** Node fires a timer that is longer than this at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

interface LongTimer {
  timeout: NodeJS.Timeout
}

/** The clock of the machine. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer(delayMs, callback) {
    if (delayMs <= LONGEST_TIMEOUT_MS) return setTimeout(callback, delayMs)
    const timer: LongTimer = { timeout: setTimeout(step, LONGEST_TIMEOUT_MS) }
    let remaining = delayMs - LONGEST_TIMEOUT_MS
    function step(): void {
      const next = Math.min(remaining, LONGEST_TIMEOUT_MS)
      remaining -= next
      timer.timeout = remaining > 0 ? setTimeout(step, next) : setTimeout(callback, next)
    }
    return timer
  },
  clearTimer(timer: Timer) {
    clearTimeout('timeout' in timer ? (timer as LongTimer).timeout : (timer as NodeJS.Timeout))
  },
}
