import { defineProvider } from '@tenon/core'

import { masonhubAuth } from './auth/masonhub-auth.ts'
import { callbackOperations } from './callbacks/callback-operations.ts'
import { mapError } from './errors/map-error.ts'
import { masonhubConfig } from './options/masonhub-config.ts'
import { orderOperations } from './orders/order-operations.ts'

/** MasonHub OpenAPI, `servers`. */
const ORIGINS = { production: 'https://app.masonhub.co', sandbox: 'https://sandbox.masonhub.co' }

/** MasonHub, as data: `createMasonHub` makes a client from it. */
export const masonhubProvider = defineProvider({
  name: 'masonhub',
  specVersion: 'v1',
  config: masonhubConfig,
  environment: {
    environment: 'MASONHUB_ENVIRONMENT',
    account: 'MASONHUB_ACCOUNT',
    'auth.token': 'MASONHUB_TOKEN',
    baseUrl: 'MASONHUB_BASE_URL',
  },
  origin: ({ environment, baseUrl }) => baseUrl ?? ORIGINS[environment],
  pathPrefix: ({ account }) => `/${account}/api/v1`,
  auth: ({ auth }, kit) => masonhubAuth(auth, kit),
  operations: { orders: orderOperations, callbacks: callbackOperations },
  mapError,
})
