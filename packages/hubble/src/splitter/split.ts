import type { Denomination } from '../schemas/order-request.ts'

/** How an amount becomes vouchers, or why it cannot. */
export type Split = PossibleSplit | ImpossibleSplit

export interface PossibleSplit {
  readonly possible: true
  /** The larger denominations first; their sum is the amount, to the paisa. */
  readonly denominationDetails: readonly Denomination[]
}

export interface ImpossibleSplit {
  readonly possible: false
  /**
   * - `order-minimum`, `order-maximum`: the amount is beyond what one order may have; `planOrders` makes several
   * - `no-combination`: no vouchers within the limits add up to it
   */
  readonly reason: 'order-minimum' | 'order-maximum' | 'no-combination'
  /** The nearest smaller amount that is possible, in rupees. Null if there is none. */
  readonly below: number | null
  /** The nearest larger amount that is possible, in rupees. Null if there is none. */
  readonly above: number | null
}
