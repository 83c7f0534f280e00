import { defineProvider } from '@tenon/core'

import { masonhubAuth } from './auth/masonhub-auth.ts'
import { callbackOperations } from './callbacks/callback-operations.ts'
import { dataFactoryOperations } from './data-factory/data-factory-operations.ts'
import { mapError } from './errors/map-error.ts'
import { graphQlOperation } from './graphql/graphql-operation.ts'
import { inboundShipmentOperations } from './inbound-shipments/inbound-shipment-operations.ts'
import { inventoryOperations } from './inventory/inventory-operations.ts'
import { masonhubConfig } from './options/masonhub-config.ts'
import { orderOperations } from './orders/order-operations.ts'
import { rmaOperations } from './returns/rma-operations.ts'
import { shipmentOperations } from './shipments/shipment-operations.ts'
import { skuOperations } from './skus/sku-operations.ts'
import { tokenOperations } from './tokens/token-operations.ts'

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
  operations: {
    orders: orderOperations,
    callbacks: callbackOperations,
    skus: skuOperations,
    inventory: inventoryOperations,
    inboundShipments: inboundShipmentOperations,
    returns: rmaOperations,
    shipments: shipmentOperations,
    tokens: tokenOperations,
    dataFactory: dataFactoryOperations,
    graphql: graphQlOperation,
  },
  mapError,
})
