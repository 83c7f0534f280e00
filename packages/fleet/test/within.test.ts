import { systemClock } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { within } from '../src/within.ts'

const { signal } = new AbortController()

test('work that takes longer has no outcome, and its failure is nobody’s', async () => {
  const clock = createVirtualClock()
  const work = Promise.withResolvers<string>()
  const outcome = within(clock, signal, 300, work.promise)
  await clock.advance(299)
  expect(clock.pendingTimers).toBe(1)
  await clock.advance(1)
  expect(await outcome).toBeUndefined()
  work.reject(new Error('late'))
  expect(clock.pendingTimers).toBe(0)
})

test('a process that was busy still hears what has come in the meantime', async () => {
  const outcome = within(
    systemClock,
    signal,
    90,
    new Promise((resolve) => setTimeout(() => setImmediate(() => setImmediate(resolve, 'here')), 1)),
  )
  const until = performance.now() + 150
  while (performance.now() < until);
  expect(await outcome).toBe('here')
})

test('whoever is told to stop does so at once, with the reason', async () => {
  const clock = createVirtualClock()
  const controller = new AbortController()
  const pause = within(clock, controller.signal, 300)
  controller.abort(new Error('closing'))
  await expect(pause).rejects.toThrow('closing')
  await expect(within(clock, controller.signal, 300)).rejects.toThrow('closing')
  expect(clock.pendingTimers).toBe(0)
})
