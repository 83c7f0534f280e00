/** One thing that is wrong with an order. */
export interface RejectionReason {
  /** The kind of fault, for counting. */
  readonly code: RejectionCode
  /** The line of the file where the fault is, counted from 1; in an order of several rows, the row's own. */
  readonly line: number
  /** What is wrong, with the text that was found and what was expected. */
  readonly message: string
}

/** The kinds of fault. */
export type RejectionCode =
  /** The row's quotes do not pair up, or it has too few or too many columns. */
  | 'broken-row'
  /** The order number came before. */
  | 'duplicate'
  /** A value has characters that are not UTF-8. */
  | 'encoding'
  | 'order-number'
  | 'fulfillment-status'
  | 'created-at'
  | 'currency'
  | 'total'
  | 'recipient'
  | 'street'
  | 'city'
  | 'province'
  | 'postal-code'
  | 'country'
  | 'sku'
  | 'quantity'
  | 'price'
