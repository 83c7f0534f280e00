import type { CallOptions, Clock, Logger } from '@tenon/core'

import type { Hubble } from '../create-hubble.ts'
import type { WalletMessage } from '../webhooks/hubble-message.ts'

export interface WalletGuardOptions {
  readonly hubble: Pick<Hubble, 'wallet'>
  /** Milliseconds between looks at a balance that was too low. Default a minute. */
  readonly recheckMs?: number
  /** For an alarm: a wallet is topped up by hand. What it throws is logged. */
  readonly onChange?: (state: WalletState) => void
  /** Default: silent. */
  readonly logger?: Logger
  /** Default: the machine's. */
  readonly clock?: Clock
}

/**
 * - `open`: orders go out
 * - `low`: Hubble told that the balance fell below the threshold, or it does not cover a run; the next order has a
 *   look first
 * - `stopped`: an order was refused for want of money (E300), or would be; none goes out until the balance has grown
 */
export interface WalletState {
  readonly state: 'open' | 'low' | 'stopped'
  /** Rupees, when last looked at or told; undefined before that. */
  readonly balance: number | undefined
}

/** Whether the wallet has enough at this moment. Other orders may spend it meanwhile. */
export interface WalletVerdict {
  readonly covers: boolean
  /** Rupees. */
  readonly balance: number
  /** Rupees that are lacking; 0 where none are. */
  readonly missing: number
}

/** Keeps a queue of orders from running against an empty wallet. */
export interface WalletGuard {
  /**
   * Looks whether the wallet has enough for a whole run. Hubble debits face values, without discounts. Where it has
   * not, the state is `low`.
   *
   * @param amount rupees
   * @throws what the call throws
   */
  check(amount: number, options?: CallOptions): Promise<WalletVerdict>
  /**
   * Does the work, which places an order of this amount, unless the wallet is known to be too low. An E300 that the
   * work ends with stops all that follows, until a look finds that the balance has grown and has enough.
   *
   * A brand that is switched off (E100) stops nothing: it says nothing about the wallet.
   *
   * @param amount rupees
   * @throws InvalidInputError with `vendor.id` E300 when the order was held back: nothing was sent, and `retryAt` says
   *   when the balance is looked at again
   * @throws what the work throws
   */
  run<T>(amount: number, work: () => Promise<T>): Promise<T>
  /** Takes a webhook for the hint that it is: the next order has a look at the balance first. */
  told(news: WalletMessage['data']): void
  readonly state: WalletState
}
