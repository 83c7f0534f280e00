import { expect, test } from 'vitest'

import { CoolDown } from '../../src/limits/cool-down.ts'
import { RateLimiter, type Place } from '../../src/limits/rate-limit.ts'
import { RetryBudget } from '../../src/limits/retry-budget.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

test('a rate limit lets a burst go, then spaces requests evenly, and fills up again', async () => {
  const clock = createVirtualClock()
  const limiter = new RateLimiter({ requests: 10, perMs: 1_000, burst: 10 }, clock)
  const delays = Array.from({ length: 13 }, () => limiter.reserve(10_000)?.delayMs)
  expect(delays).toEqual([...Array.from({ length: 10 }, () => 0), 100, 200, 300])
  await clock.advance(1_300)
  expect(Array.from({ length: 11 }, () => limiter.reserve(10_000)?.delayMs)).toEqual([
    ...Array.from({ length: 10 }, () => 0),
    100,
  ])
})

test('a place that comes too late is not taken', () => {
  const limiter = new RateLimiter({ requests: 1, perMs: 1_000 }, createVirtualClock())
  expect(limiter.reserve(0)?.delayMs).toBe(0)
  expect(limiter.reserve(999)).toBeUndefined()
  expect(limiter.reserve(1_000)?.delayMs).toBe(1_000)
})

test('a place that is given back goes to the next; one with others behind it is lost', async () => {
  const clock = createVirtualClock()
  const limiter = new RateLimiter({ requests: 1, perMs: 1_000 }, clock)
  const places = [limiter.reserve(0), limiter.reserve(5_000), limiter.reserve(5_000)] as [Place, Place, Place]
  limiter.giveBack(places[1])
  expect(limiter.delayMs()).toBe(3_000)
  limiter.giveBack(places[2])
  expect(limiter.delayMs()).toBe(2_000)
  await clock.advance(500)
  expect(limiter.reserve(5_000)).toEqual({ delayMs: 1_500, after: 3_000 })
})

test('over any time, no more than the burst and the rate go', async () => {
  const clock = createVirtualClock()
  const limiter = new RateLimiter({ requests: 5, perMs: 1_000, burst: 2 }, clock)
  let sent = 0
  for (let step = 0; step < 500; step += 1) {
    while (limiter.reserve(0) !== undefined) sent += 1
    await clock.advance(37)
    expect(sent).toBeLessThanOrEqual(2 + (clock.monotonic() * 5) / 1_000)
  }
  expect(sent).toBeGreaterThan(80)
})

test('a pause is prolonged, and never shortened', async () => {
  const clock = createVirtualClock()
  const pause = new CoolDown(clock, createSeededRandom(1))
  expect(pause.remainingMs()).toBe(0)
  pause.extend(1_000)
  pause.extend(10)
  expect(pause.remainingMs()).toBe(1_000)
  await clock.advance(1_000)
  expect(pause.remainingMs()).toBe(0)
})

test.each([
  [0, 1_000, 1_000],
  [0.5, 1_000, 1_100],
  [0.5, 4_000, 4_400],
  // A second is the widest spread.
  [0.5, 20_000, 20_500],
])(
  'the end of a pause is spread by up to a fifth of it (%d of that, after %d ms)',
  (fraction, pauseMs, expected) => {
    const pause = new CoolDown(createVirtualClock(), { ...createSeededRandom(1), fraction: () => fraction })
    expect(pause.delayMs()).toBe(0)
    pause.extend(pauseMs)
    expect(pause.delayMs()).toBe(expected)
  },
)

test('ten retries are in reserve, and no quiet time makes more of them', () => {
  const budget = new RetryBudget()
  for (let call = 0; call < 1_000; call += 1) budget.earn()
  expect(Array.from({ length: 12 }, () => budget.spend())).toEqual([
    ...Array.from({ length: 10 }, () => true),
    false,
    false,
  ])
})

test('ten calls earn one retry, to the call', () => {
  const budget = new RetryBudget()
  while (budget.spend());
  for (let call = 0; call < 9; call += 1) budget.earn()
  expect(budget.spend()).toBe(false)
  budget.earn()
  expect(budget.spend()).toBe(true)
  expect(budget.spend()).toBe(false)
})

test('retries add a tenth to the load, after a reserve of ten', () => {
  const budget = new RetryBudget()
  let retries = 0
  for (let call = 0; call < 10_000; call += 1) {
    budget.earn()
    while (budget.spend()) retries += 1
  }
  expect(retries).toBeLessThanOrEqual(10 + 1_000)
  expect(retries).toBeGreaterThanOrEqual(1_000)
})
