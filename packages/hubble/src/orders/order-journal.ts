/**
 * Remembers what was ordered before it is sent, so that a crash can neither lose an order nor place it twice.
 *
 * Each method is atomic, and durable once it resolves. No voucher is ever given to a journal. The body, which may
 * hold the customer's name, phone number and e-mail, is given to it because an order that may have been sent can only
 * be sent again in the same words; as soon as the outcome of the sending is known, the body is dropped.
 */
export interface OrderJournal {
  /**
   * Remembers the intent as `'open'`, if its reference is new. Otherwise resolves to what is there and leaves it
   * alone, with one exception: a `'rejected'` order that is given again unchanged is `'open'` again.
   */
  begin(intent: OrderIntent): Promise<'new' | OrderEntry>
  /** Moves an order on. News that is older than what is known changes nothing. */
  record(referenceId: string, progress: OrderProgress): Promise<void>
  find(referenceId: string): Promise<OrderEntry | undefined>
  /** The `'open'` and the `'processing'` ones, the oldest first: what to resume after a crash. */
  unfinished(): Promise<readonly OrderEntry[]>
}

export interface OrderIntent {
  readonly referenceId: string
  /** Environment and client id: an order is never sent to another account than the one that it was placed with. */
  readonly account: string
  /** SHA-256 of the body, hexadecimal: a reference is never used for two different orders. */
  readonly bodyHash: string
  /** Rupees. */
  readonly amount: number
  /** How many vouchers are ordered. */
  readonly quantity: number
  /** The JSON as it is sent. Personal data. */
  readonly body: string
}

/** What a journal knows of an order. */
export interface OrderEntry extends Omit<OrderIntent, 'body'> {
  readonly state: OrderState
  /** Null once the order will not be sent again. */
  readonly body: string | null
  /** Hubble's id, as soon as it is known. */
  readonly orderId: string | null
}

/**
 * - `open`: it may have been sent, and nobody knows with what result
 * - `rejected`: the vendor refused it; there is no order
 * - `processing`: there is an order, and its vouchers are being made
 * - `succeeded`, `failed`: the order has come to its end
 * - `replaced`: it was rejected or had failed, and another order was placed instead; it is never sent again
 */
export type OrderState = 'open' | 'rejected' | 'processing' | 'succeeded' | 'failed' | 'replaced'

export type OrderProgress =
  | { readonly state: 'rejected' }
  /** Only of an order that is `'rejected'` or `'failed'`. */
  | { readonly state: 'replaced' }
  | { readonly state: 'processing' | 'succeeded' | 'failed'; readonly orderId: string }
