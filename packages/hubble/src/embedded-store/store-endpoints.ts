import { z } from 'zod'

import { coinRequests } from './coin-requests.ts'
import type { HostedEndpoint } from './hosted-endpoint.ts'
import { storeUser } from './store-user.ts'
import { userCoins } from './user-coins.ts'

const movement = z.object({
  status: z.literal('SUCCESS'),
  transactionId: z.string(),
  balance: z.number(),
  referenceId: z.string(),
})

/**
 * What the classic embedded store asks of you (Hubble SDK docs: SSO, V2; the coins' shapes are known from integrators
 * only). Every call carries `X-Hubble-Secret`. With signed tokens (`createStoreTokens`) there is no `/sso`.
 */
export const storeEndpoints = {
  sso: {
    direction: 'hosted',
    id: 'store.sso',
    method: 'POST',
    path: '/sso',
    body: z.looseObject({ token: z.string().min(1) }),
    response: storeUser,
  },
  balance: {
    direction: 'hosted',
    id: 'store.balance',
    method: 'GET',
    path: '/balance',
    query: z.looseObject({ userId: z.string().min(1) }),
    response: userCoins,
  },
  debit: {
    direction: 'hosted',
    id: 'store.debit',
    method: 'POST',
    path: '/debit',
    body: coinRequests.debit,
    response: movement,
  },
  reverse: {
    direction: 'hosted',
    id: 'store.reverse',
    method: 'POST',
    path: '/reverse',
    body: coinRequests.reverse,
    response: movement,
  },
} as const satisfies Record<string, HostedEndpoint>
