import { systemClock, type Clock } from '@tenon/core'

/** The machine's clock, some times as fast: for waits of minutes over real HTTP. */
export function createFastClock(times = 50): Clock {
  return {
    monotonic: () => systemClock.monotonic() * times,
    wall: () => systemClock.wall() * times,
    setTimer: (delayMs, callback) => systemClock.setTimer(delayMs / times, callback),
    clearTimer: (timer) => systemClock.clearTimer(timer),
  }
}
