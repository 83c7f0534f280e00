import { systemClock, type Clock } from '@tenon/core'

/** Runs ten times as fast as the machine's, so that tests against a real server need not wait out every pause. */
export const hurriedClock: Clock = {
  monotonic: () => systemClock.monotonic() * 10,
  wall: () => systemClock.wall(),
  setTimer: (delayMs, callback) => systemClock.setTimer(delayMs / 10, callback),
  clearTimer: (timer) => systemClock.clearTimer(timer),
}
