import { onTestFinished } from 'vitest'

import { createMasonHub, type MasonHub, type MasonHubOptions } from '../src/index.ts'
import { startMasonHubFake, type MasonHubFake, type MasonHubFakeOptions } from '../src/testing/index.ts'
import { hurriedClock } from './hurried-clock.ts'

/** A fake and a client of it, both closed with the test. Core does not repeat calls, so that each one shows. */
export async function setUp(
  fakeOptions: MasonHubFakeOptions = {},
  options: Partial<MasonHubOptions> = {},
): Promise<{ fake: MasonHubFake; masonhub: MasonHub }> {
  const fake = await startMasonHubFake(fakeOptions)
  const masonhub = createMasonHub({
    ...fake.clientOptions(),
    retry: { retries: 0 },
    clock: hurriedClock,
    ...options,
  })
  onTestFinished(async () => {
    await masonhub.close()
    await fake.close()
  })
  return { fake, masonhub }
}
