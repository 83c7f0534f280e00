/** How a fake MasonHub behaves. */
export interface MasonHubFakeOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default `'acme'`. */
  readonly accountSlug?: string
  /** A file that outlives the process: orders, callbacks, tokens and deliveries. Default: in memory. */
  readonly booksFile?: string
  /** Makes the faults and the whims of the deliveries repeatable. Ids are never repeated. */
  readonly seed?: number
  /** The SKUs that the warehouse has. Default: any. */
  readonly skus?: readonly string[]
  /** How orders move from `open` to `fulfilled` by themselves. Default false: they stay until a test moves them. */
  readonly autoShip?: AutoShip | false
  /** Milliseconds until an accepted order shows in lists, as the vendor queues what it takes. Default 0. */
  readonly visibleAfterMs?: number
  /** Milliseconds before each attempt after the first to deliver a callback. Default 200, 1,000, 3,000, 12,000. */
  readonly retryDelaysMs?: readonly number[]
  /** Milliseconds that a receiver has to answer a callback. Default 5,000. */
  readonly deliveryTimeoutMs?: number
  /** How likely a delivery is made twice, 0 to 1. Default 0. */
  readonly duplicates?: number
  /** How likely a delivery is held back so that a later one overtakes it, 0 to 1. Default 0. */
  readonly outOfOrder?: number
  readonly dialect?: MasonHubDialect
}

export interface AutoShip {
  /** Milliseconds an order stays `open`. */
  readonly afterMs: number
  /** Milliseconds from each status to the next. */
  readonly stepMs: number
}

/** Where the vendor's contract, its examples and its guides disagree, the fake speaks either way. */
export interface MasonHubDialect {
  /** Where a delivery has its token. Default `'header'`. */
  readonly token?: 'header' | 'body'
  /** Is a delivery one envelope or a list of one? Default `'single'`. */
  readonly delivery?: 'single' | 'array'
  /** The whole order, or the contract's small form. Default `'full'`. */
  readonly orderEvent?: 'full' | 'small'
  /** How lists are answered. Default `'envelope'` for orders, `'bare'` for callbacks. */
  readonly list?: 'envelope' | 'bare' | 'named'
  /** Default `'lower'`. */
  readonly itemStatus?: 'lower' | 'capital'
}
