import { createVirtualClock } from '@tenon/core/testing'
import { createMemoryInbox } from '@tenon/webhooks'
import { describe, test } from 'vitest'

import { inboxSuite, type ConformanceCase } from '../src/index.ts'
import { sqliteStorage } from './support/sqlite-storage.ts'

const MINUTE_MS = 60_000
const IN_MEMORY = 'it is in the memory of one process, where nothing is written with a message'

function runAll(suite: readonly ConformanceCase[]): void {
  test.for(suite)('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
}

describe('the inbox in memory', () => {
  const clock = createVirtualClock()
  runAll(
    inboxSuite({
      open: () => ({ connect: () => createMemoryInbox({ clock }) }),
      stepMs: MINUTE_MS,
      time: { now: () => clock.wall(), wait: (ms) => clock.advance(ms) },
      lacks: { sharing: IN_MEMORY, effects: IN_MEMORY },
    }),
  )
})

describe('the inbox in memory, by the clock of the machine', () => {
  const inMemory = { sharing: IN_MEMORY, effects: IN_MEMORY }
  const open = () => ({ connect: () => createMemoryInbox() })
  runAll(inboxSuite({ open, stepMs: 200, lacks: inMemory }))
})

describe('the inbox on SQLite', () => {
  const clock = createVirtualClock()
  runAll(
    inboxSuite({
      open: () => sqliteStorage(clock),
      stepMs: MINUTE_MS,
      time: { now: () => clock.wall(), wait: (ms) => clock.advance(ms) },
    }),
  )
})
