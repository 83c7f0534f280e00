import { providerSuite } from '@tenon/testing'
import { test } from 'vitest'

import { hubbleProvider } from '../src/index.ts'
import { startHubbleFake } from '../src/testing/index.ts'

/** Each start has secrets of its own. */
let seed = 0

const suite = providerSuite({
  provider: hubbleProvider,
  async start() {
    const fake = await startHubbleFake({ seed: (seed += 1) })
    const { account, faults, requests } = fake
    return {
      options: account,
      faults,
      requests,
      // The client of this suite gets no webhooks, so it cannot know their secret.
      secrets: () => fake.secrets.filter((secret) => secret !== fake.webhookSecret),
      close: () => fake.close(),
    }
  },
  call: (client, options) => client.methods.wallet.balance({}, options),
})

test.for(suite)('$name', async ({ skip, run }, context) => {
  context.skip(skip !== undefined, skip)
  await run()
})
