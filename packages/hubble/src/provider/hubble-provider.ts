import { defineProvider } from '@tenon/core'

import { mapHubbleError } from '../errors/map-hubble-error.ts'
import { orders } from '../operations/orders.ts'
import { products } from '../operations/products.ts'
import { wallet } from '../operations/wallet.ts'
import { hubbleAuth } from './hubble-auth.ts'
import { hubbleConfig } from './hubble-config.ts'

const origins = {
  production: 'https://api.myhubble.money',
  staging: 'https://api.dev.myhubble.money',
}

/** Hubble's partner API as data (Hubble API docs, auth and go-live, V3). */
export const hubbleProvider = defineProvider({
  name: 'hubble',
  specVersion: 'v1',
  config: hubbleConfig,
  environment: {
    environment: 'HUBBLE_ENVIRONMENT',
    'auth.clientId': 'HUBBLE_CLIENT_ID',
    'auth.clientSecret': 'HUBBLE_CLIENT_SECRET',
    baseUrl: 'HUBBLE_BASE_URL',
  },
  origin: ({ environment, baseUrl }) => baseUrl ?? origins[environment],
  pathPrefix: () => '/v1/partners',
  auth: hubbleAuth,
  operations: { products, orders, wallet },
  mapError: (failure, { environment }) => mapHubbleError(failure, environment),
})
