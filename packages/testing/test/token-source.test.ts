import { loginCredential, silentLogger } from '@tenon/core'
import { describe, test } from 'vitest'

import { tokenSourceSuite } from '../src/index.ts'

describe("core's loginCredential", () => {
  const suite = tokenSourceSuite({
    create: ({ clock, random, login }) =>
      loginCredential({ ...login, clock, random, logger: silentLogger }).tokens,
  })
  test.for(suite)('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
