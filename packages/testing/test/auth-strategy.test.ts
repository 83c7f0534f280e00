import { apiKey, basic, bearer, loginCredential, staticCredential } from '@tenon/core'
import { describe, test } from 'vitest'

import { authStrategySuite, type AuthStrategyManifest } from '../src/index.ts'

const strategies: Record<string, AuthStrategyManifest> = {
  'a bearer token': {
    create: ({ clock, plant }) => staticCredential({ secret: plant(), clock, format: bearer }),
  },
  'an API key': {
    create: ({ clock, plant }) => staticCredential({ secret: plant(), clock, format: apiKey('X-Api-Key') }),
  },
  'basic credentials': {
    create: ({ clock, plant }) => staticCredential({ secret: plant(), clock, format: basic('user') }),
  },
  'a token from a vault': {
    create({ clock, plant }) {
      const value = plant()
      return staticCredential({ secret: () => Promise.resolve(value), clock })
    },
    lacks: { 'synchronous while warm': 'the vault is asked every time' },
  },
  'a login': {
    create: ({ plant, ...ports }) =>
      loginCredential({
        ...ports,
        credential: () => 'client-id',
        identify: (id) => [id],
        issue: () => Promise.resolve({ value: plant(), lifetimeSeconds: 3_600 }),
      }),
  },
}

describe.for(Object.entries(strategies))('%s', ([, manifest]) => {
  test.for(authStrategySuite(manifest))('$name', async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
