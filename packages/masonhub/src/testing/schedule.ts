import type { Clock, Timer } from '@tenon/core'

/** Things to be done later, until it is stopped. */
export interface Schedule {
  after(delayMs: number, work: () => void): void
  stop(): void
}

export function createSchedule(clock: Clock): Schedule {
  const timers = new Set<Timer>()
  let stopped = false
  return {
    after(delayMs, work) {
      if (stopped) return
      const timer = clock.setTimer(Math.max(0, delayMs), () => {
        timers.delete(timer)
        work()
      })
      timers.add(timer)
    },
    stop() {
      stopped = true
      for (const timer of timers) clock.clearTimer(timer)
      timers.clear()
    },
  }
}
