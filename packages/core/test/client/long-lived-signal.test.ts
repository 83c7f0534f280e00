import { expect, test } from 'vitest'

import { startChild } from '../support/start-child.ts'

interface Left {
  readonly grownBytes: number
  readonly warnings: readonly string[]
  readonly mostListeners: number
  readonly listeners: number
}

test('one signal serves 100,000 calls: no warning, no listener left, and the heap stays flat', async () => {
  const left = await startChild('keep-signal.ts').next<Left>()
  expect(left).toMatchObject({ warnings: [], mostListeners: 100, listeners: 0 })
  // 80,000 calls that each kept as much as a pointer would be over half a megabyte.
  expect(left.grownBytes).toBeLessThan(500_000)
}, 120_000)
