/** Time, as a port: production uses `systemClock`, tests a virtual one. */
export interface Clock {
  /** Milliseconds on a monotonic clock, for durations. Its zero means nothing. */
  monotonic(): number
  /** Milliseconds since 1970 on the wall clock, for dates that a vendor sends. It may jump. */
  wall(): number
  /** Calls back once after `delayMs`, however long that is. */
  setTimer(delayMs: number, callback: () => void): Timer
  clearTimer(timer: Timer): void
}

/** What `setTimer` returns; opaque to everybody but its clock. */
export type Timer = object
