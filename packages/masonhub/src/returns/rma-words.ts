import { statusWord, type Open } from '../wire/open-enum.ts'

/** MasonHub OpenAPI, `return.return_type`; the customer is you, the merchant. */
export const RETURN_TYPES = [
  'returned_to_sender',
  'rma_submitted_by_customer',
  'rma_created_by_distribution_center',
] as const

/** MasonHub OpenAPI, `return.line_items[].return_reason_code`. */
export const RETURN_REASONS = ['tooBig', 'tooSmall', 'damaged', 'wrongItem', 'other'] as const

/** MasonHub OpenAPI, `return.line_items[].return_inventory_status`. */
export const RETURN_INVENTORY_STATUSES = ['available', 'qc', 'damaged', 'quarantine'] as const

/** MasonHub OpenAPI, `return.status`. */
const RMA_STATUSES = [
  /** May be deleted. */
  'open',
  'in-receiving',
  /** What the warehouse made itself starts so. */
  'received',
  'deleted',
] as const

/** Known words come in the contract's spelling, whatever the vendor's was; an unknown one as it came. */
export type RmaStatus = Open<(typeof RMA_STATUSES)[number]>

export const rmaStatus = statusWord(RMA_STATUSES)
