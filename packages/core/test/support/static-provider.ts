import { z } from 'zod'

import { staticCredential } from '../../src/auth/static-credential.ts'
import { defineOperation } from '../../src/declare/operation.ts'
import { defineProvider } from '../../src/declare/provider.ts'

/** The smallest vendor: no login, so that the first request is the one that a test is about. */
export const staticProvider = defineProvider({
  name: 'small',
  specVersion: 'v1',
  config: z.strictObject({ baseUrl: z.string() }),
  environment: {},
  origin: (config) => config.baseUrl,
  auth: (_config, { clock }) => staticCredential({ secret: 'a-static-token', clock }),
  operations: {
    get: defineOperation({ id: 'get', method: 'GET', path: '/thing' }),
    create: defineOperation({
      id: 'create',
      method: 'POST',
      path: '/thing',
      body: z.strictObject({ name: z.string() }),
    }),
  },
})
