import { createUndiciTransport } from '@tenon/core'
import { describe, test } from 'vitest'

import { transportSuite } from '../src/index.ts'

describe("core's undici transport", () => {
  const suite = transportSuite({ create: createUndiciTransport })

  test.for(suite)('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
