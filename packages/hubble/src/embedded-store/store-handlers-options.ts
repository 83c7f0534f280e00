import type { Clock, Logger, Random, Secret, SecretSource } from '@tenon/core'

import type { CoinLedger } from './coin-ledger.ts'
import type { StoreUser } from './store-user.ts'
import type { Eligibility } from './user-coins.ts'

export interface StoreHandlersOptions {
  /** What Hubble sends in `X-Hubble-Secret`. While it is being rotated give both: each is accepted. */
  readonly secrets: SecretSource | readonly SecretSource[]
  /**
   * Whose store token it is; undefined for one that is not good, which Hubble is answered with a 401. A token is for
   * one use, and short-lived: that is yours to see to.
   */
  readonly identify: (token: Secret) => Promise<StoreUser | undefined>
  /** Your users' coins. Leave it out where Hubble keeps them, or there are none: those paths are then 404. */
  readonly ledger?: CoinLedger
  /** May the user spend coins now? Default: it is not said. */
  readonly eligibility?: (userId: string) => Promise<Eligibility>
  /** The largest body that is read, in bytes. Default 16 KiB; beyond it 413. */
  readonly maxBodyBytes?: number
  /** Milliseconds in which a body must have arrived. Default 10,000; beyond it 408. */
  readonly bodyTimeoutMs?: number
  /** A pino instance fits as it is. Never given a header or a body. Default: silent. */
  readonly logger?: Logger
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Makes the ids of transactions. Default: the machine's. */
  readonly random?: Random
}

/** Answers a request of Hubble's. Never rejects. */
export type StoreHandler = (request: Request) => Promise<Response>

export interface StoreHandlers {
  readonly sso: StoreHandler
  readonly balance: StoreHandler
  readonly debit: StoreHandler
  readonly reverse: StoreHandler
  /** All of them: told apart by the last segment of the path. */
  readonly handle: StoreHandler
}
