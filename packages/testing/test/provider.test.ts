import { describe, test } from 'vitest'

import { providerSuite } from '../src/index.ts'
import { smallManifest } from './support/small-vendor.ts'

describe('a small provider', () => {
  test.for(providerSuite(smallManifest))('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
