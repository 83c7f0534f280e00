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
  /** The SKUs that the warehouse has, beside those that were created. Default: any, as long as none was created. */
  readonly skus?: readonly string[]
  /** How orders move from `open` to `fulfilled` by themselves. Default false: they stay until a test moves them. */
  readonly autoShip?: AutoShip | false
  /** Milliseconds until an accepted order shows in lists, as the vendor queues what it takes. Default 0. */
  readonly visibleAfterMs?: number
  /**
   * What a deleted record means, which is not documented: it is gone, it still shows in lists, or it still shows and its
   * identifier stays taken. Default `'gone'`.
   */
  readonly deleted?: 'gone' | 'shown' | 'taken'
  /** Milliseconds to make a snapshot; meanwhile another is refused. Default 0. */
  readonly snapshotAfterMs?: number
  /** Milliseconds before each attempt after the first to deliver a callback. Default 200, 1,000, 3,000, 12,000. */
  readonly retryDelaysMs?: readonly number[]
  /** Milliseconds that a receiver has to answer a callback. Default 5,000. */
  readonly deliveryTimeoutMs?: number
  /** How likely a delivery is made twice, 0 to 1. Default 0. */
  readonly duplicates?: number
  /** How likely a delivery is held back so that a later one overtakes it, 0 to 1. Default 0. */
  readonly outOfOrder?: number
  /** Milliseconds between an event and its first delivery. Default 0. */
  readonly deliverAfterMs?: number
  /**
   * How requests to change or cancel an order come to their end by themselves: `'success'` where the order's status
   * allows it. Default: they stay `pending` until a test, or the data factory, resolves them.
   */
  readonly resolveRequestsAfterMs?: number
  /** May an order be canceled while it is being picked? The vendor calls it possible, not certain. Default false. */
  readonly cancelInProcess?: boolean
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
  /** Under which key a write's answer has the link to a record. Default both. */
  readonly link?: 'url' | 'uri'
  /** How a write is answered: the contract's object, a list of it, or a list of results. Default `'object'`. */
  readonly write?: 'object' | 'array' | 'bare'
  /** What a refusal has under `messages`. Default `'fields'`, as the contract. */
  readonly messages?: 'fields' | 'texts' | 'map'
  /** How an order's status is written in lists. Default `'snake'`, as the contract's schema. */
  readonly orderStatus?: 'snake' | 'camel' | 'capital'
  /** Error bodies: `{ message }`, `{ error: { code, message } }`, `{ error, message }`, or a web page. Default the first. */
  readonly error?: 'message' | 'nested' | 'pair' | 'page'
  /** What a request to change or cancel an order names the order by in lists. Default both. */
  readonly requestKey?: 'customer_order_id' | 'customer_identifier'
  /** Under which key a new token is answered. Default `'encrypted_key'`. */
  readonly tokenKey?: 'encrypted_key' | 'encrypted_token'
  /** How the deletion of a phrase is answered. Default a bare text, as the contract's example. */
  readonly deletedPhrase?: 'text' | 'response' | 'message'
  /** What a snapshot's file is. Default `'json'`, as the contract has it; a late guide says CSV. */
  readonly snapshotFile?: 'json' | 'csv'
  /**
   * What a second registration for the same type and URL does, which is not documented: it replaces the first, comes
   * beside it, or is refused as taken. Default `'replace'`.
   */
  readonly secondCallback?: 'replace' | 'add' | 'refuse'
  /** Signs deliveries, as later guides have it. Default: they are not signed. */
  readonly signature?: { readonly secret: string; readonly prefix?: string }
}
