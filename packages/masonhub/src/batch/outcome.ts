import type { OutcomeUnknownError } from '@tenon/core'

import type { ReturnLabel } from '../wire/item-result.ts'
import type { VendorMessage } from '../wire/read-messages.ts'

/**
 * What became of one item of a batch. There is no third way beside `'accepted'` and `'refused'` that means
 * success: handle `'unknown'` too, by giving the item to the same method again.
 */
export type Outcome = AcceptedItem | RefusedItem | UnknownItem

/** MasonHub has it: it passed the vendor's checks and is queued. */
export interface AcceptedItem {
  readonly status: 'accepted'
  /** What you know it by: an order's `customer_identifier`, a callback's `message_type`. */
  readonly identifier: string
  /**
   * Had the vendor done it before this request, and said so? It is then the vendor's record that counts, and not
   * what was given here: from an earlier run, or from an earlier attempt of this one whose answer was lost.
   */
  readonly alreadyExisted: boolean
  /** MasonHub's id, where it told it. */
  readonly id: string | undefined
  /** A link to the record, where MasonHub gave one. */
  readonly url: string | undefined
  /** Of a return for which a label was made. */
  readonly label: ReturnLabel | undefined
}

/** MasonHub looked at it and does not take it. Correct it before you send it again. */
export interface RefusedItem {
  readonly status: 'refused'
  readonly identifier: string
  /** The vendor's number or name for the first reason, `'301'`, where it gave one. */
  readonly code: string | undefined
  readonly messages: readonly VendorMessage[]
}

/**
 * Neither is known. To give it to the same method again is safe where the method does not say otherwise: what
 * MasonHub has is found, and not doubled.
 */
export interface UnknownItem {
  readonly status: 'unknown'
  readonly identifier: string
  /** `'no'`: it never left. `'maybe'`: MasonHub may have it. */
  readonly sent: 'no' | 'maybe'
  /** Its `cause` is what went wrong. */
  readonly error: OutcomeUnknownError
}
