import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { systemClock } from '../../src/clock/system-clock.ts'

const LONGEST_MS = 2 ** 31 - 1

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each([
  1,
  100,
  LONGEST_MS,
  // From here on Node alone would fire at once.
  LONGEST_MS + 1,
  2 * LONGEST_MS,
  2 * LONGEST_MS + 1,
  3 * LONGEST_MS + 12_345,
])('a timer of %d ms fires after that time, and once', (delayMs) => {
  const fired: number[] = []
  const startedAt = systemClock.monotonic()
  systemClock.setTimer(delayMs, () => fired.push(systemClock.monotonic() - startedAt))
  vi.advanceTimersByTime(delayMs - 1)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual([delayMs])
  expect(vi.getTimerCount()).toBe(0)
})

test.each([100, LONGEST_MS + 1, 3 * LONGEST_MS])(
  'a timer of %d ms can be cleared until it fires',
  (delayMs) => {
    const fire = vi.fn<() => void>()
    const startedAt = systemClock.wall()
    const timer = systemClock.setTimer(delayMs, fire)
    vi.advanceTimersByTime(delayMs - 1)
    expect(systemClock.wall() - startedAt).toBe(delayMs - 1)
    systemClock.clearTimer(timer)
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(delayMs)
    expect(fire).not.toHaveBeenCalled()
  },
)
