import { systemClock, type Clock } from '@tenon/core'

/** The machine's clock, some times as fast: minutes of waiting pass in seconds, over real HTTP. */
export function createHurriedClock(times: number): Clock {
  return {
    monotonic: () => systemClock.monotonic() * times,
    wall: () => systemClock.wall() * times,
    setTimer: (delayMs, callback) => systemClock.setTimer(delayMs / times, callback),
    clearTimer: (timer) => systemClock.clearTimer(timer),
  }
}
