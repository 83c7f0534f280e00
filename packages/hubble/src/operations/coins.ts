import { defineOperation } from '@tenon/core'

import { coinBalance, coinCredit, coinTransaction } from '../schemas/coins.ts'
import { READ_TIMEOUT_MS } from './timeouts.ts'

/** Coins that Hubble keeps for your users. To debit them and to list what moved is announced, without a path. */
export const coins = {
  /** A user's coins (Hubble SDK API references, V3). */
  balance: defineOperation({
    id: 'coins.balance',
    method: 'GET',
    path: '/coins/{userId}/balance',
    timeoutMs: READ_TIMEOUT_MS,
    response: coinBalance,
  }),

  /** Credits coins to a user, once for each `idempotencyKey` (Hubble SDK API references, V3). */
  credit: defineOperation({
    id: 'coins.credit',
    method: 'POST',
    path: '/coins/credit',
    // Its body is the same in every attempt, and with it the key.
    idempotent: true,
    body: coinCredit,
    response: coinTransaction,
  }),
}
