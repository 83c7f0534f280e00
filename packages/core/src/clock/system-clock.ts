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
    let remaining = delayMs
    function step(): void {
      remaining -= LONGEST_TIMEOUT_MS
      const isLast = remaining <= LONGEST_TIMEOUT_MS
      timer.timeout = setTimeout(isLast ? callback : step, Math.min(remaining, LONGEST_TIMEOUT_MS))
    }
    return timer
  },
  clearTimer(timer: Timer) {
    clearTimeout('timeout' in timer ? (timer as LongTimer).timeout : (timer as NodeJS.Timeout))
  },
}
