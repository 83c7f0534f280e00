import { providerSuite } from '@tenon/testing'
import { test } from 'vitest'

import { masonhubProvider } from '../src/index.ts'
import { startMasonHubFake } from '../src/testing/index.ts'

const suite = providerSuite({
  provider: masonhubProvider,
  async start() {
    const fake = await startMasonHubFake()
    const { faults, requests } = fake
    const token = fake.issueToken()
    const options = { ...fake.clientOptions(), auth: { token } }
    return { options, faults, requests, secrets: () => [token], close: () => fake.close() }
  },
  call: (client, options) => client.methods.orders.list({}, options),
})

test.for(suite)('$name', async ({ skip, run }, context) => {
  context.skip(skip !== undefined, skip)
  await run()
})
