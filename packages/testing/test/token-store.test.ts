import { systemClock } from '@tenon/core'
import { createMemoryTokenStore, createVirtualClock, type TokenRecord } from '@tenon/core/testing'
import { describe, test } from 'vitest'

import { tokenStoreSuite, type TokenStoreManifest } from '../src/index.ts'

function onVirtualTime(): TokenStoreManifest {
  const clock = createVirtualClock()
  const records = new Map<string, TokenRecord>()
  return {
    connect: () => ({ store: createMemoryTokenStore({ clock, records }) }),
    leaseMs: 16_000,
    wait: (ms) => clock.advance(ms),
    lose: async (key) => void records.delete(key),
  }
}

function onRealTime(): TokenStoreManifest {
  const records = new Map<string, TokenRecord>()
  return {
    connect: () => ({ store: createMemoryTokenStore({ clock: systemClock, records }) }),
    leaseMs: 60,
    lose: async (key) => void records.delete(key),
  }
}

describe.for(['virtual', 'real'])('the memory store on %s time', (time) => {
  test.for(tokenStoreSuite(time === 'real' ? onRealTime() : onVirtualTime()))(
    '$name',
    async ({ skip, run }, context) => {
      context.skip(skip !== undefined, skip)
      await run()
    },
  )
})
