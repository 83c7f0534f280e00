import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { numeric } from '../schemas/numeric.ts'
import { READ_TIMEOUT_MS } from './timeouts.ts'

/** The partner's money at Hubble (Hubble API docs, wallet, V3). */
export const wallet = {
  /** The balance in rupees. Another order may spend it at any moment: it does not promise that one will pass. */
  balance: defineOperation({
    id: 'wallet.balance',
    method: 'GET',
    path: '/wallet/balance',
    timeoutMs: READ_TIMEOUT_MS,
    response: z.looseObject({ balance: numeric }),
  }),
}
