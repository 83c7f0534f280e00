import type { Clock, Timer } from '../clock/clock.ts'

interface VirtualTimer {
  readonly dueAt: number
  readonly order: number
  readonly callback: () => void
}

/** A clock that moves only when it is told to. */
export interface VirtualClock extends Clock {
  /** Moves time on and fires what falls due, in order, letting promises settle after each timer. */
  advance(ms: number): Promise<void>
  /** Moves the wall clock alone, as a correction of the machine's time does. */
  shiftWall(ms: number): void
  /** Timers that are set: none may be left when a test ends. */
  readonly pendingTimers: number
}

/** @param wallStart what `wall()` says at first, in milliseconds since 1970. Default 2026-01-01T00:00:00Z */
export function createVirtualClock(wallStart = Date.UTC(2026, 0, 1)): VirtualClock {
  const timers = new Set<VirtualTimer>()
  let now = 0
  let wallOffset = wallStart
  let order = 0

  function nextDue(until: number): VirtualTimer | undefined {
    let next: VirtualTimer | undefined
    for (const timer of timers) {
      if (timer.dueAt > until) continue
      const isEarlier =
        next === undefined ||
        timer.dueAt < next.dueAt ||
        (timer.dueAt === next.dueAt && timer.order < next.order)
      if (isEarlier) next = timer
    }
    return next
  }

  return {
    monotonic: () => now,
    wall: () => now + wallOffset,
    setTimer(delayMs, callback): Timer {
      const timer: VirtualTimer = { dueAt: now + Math.max(0, delayMs), order: order++, callback }
      timers.add(timer)
      return timer
    },
    clearTimer(timer) {
      timers.delete(timer as VirtualTimer)
    },
    async advance(ms) {
      const until = now + ms
      await settlePromises()
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        now = timer.dueAt
        timer.callback()
        await settlePromises()
      }
      now = until
      await settlePromises()
    },
    shiftWall(ms) {
      wallOffset += ms
    },
    get pendingTimers() {
      return timers.size
    },
  }
}

/** Lets every promise that can settle without time do so. */
export function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
