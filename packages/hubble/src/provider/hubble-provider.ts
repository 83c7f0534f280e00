import { defineProvider } from '@tenon/core'

import { mapHubbleError } from '../errors/map-hubble-error.ts'
import { cohorts } from '../operations/cohorts.ts'
import { coins } from '../operations/coins.ts'
import { coupons } from '../operations/coupons.ts'
import { discounts } from '../operations/discounts.ts'
import { login } from '../operations/login.ts'
import { orders } from '../operations/orders.ts'
import { products } from '../operations/products.ts'
import { store } from '../operations/store.ts'
import { vouchers } from '../operations/vouchers.ts'
import { wallet } from '../operations/wallet.ts'
import { hubbleAuth } from './hubble-auth.ts'
import { hubbleConfig } from './hubble-config.ts'
import { hubbleOrigins } from './hubble-origins.ts'

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
  origin: ({ environment, baseUrl }) => baseUrl ?? hubbleOrigins[environment],
  pathPrefix: () => '/v1/partners',
  auth: hubbleAuth,
  operations: { products, orders, vouchers, wallet, cohorts, discounts, coupons, coins, store },
  login,
  mapError: (failure, { environment }) => mapHubbleError(failure, environment),
})
