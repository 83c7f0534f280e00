/** The numbers that texts about items begin with (MasonHub OpenAPI, examples); no full list is published. */
const NUMBERS: Readonly<Record<string, string>> = {
  '301':
    'The value is taken already, perhaps by a record that was deleted or does not show yet: look it up by its customer_identifier, or choose another value',
  '303': 'MasonHub has no such record: create it first, or check the identifier and the environment',
  '399': 'A snapshot is being made already: wait for its snapshotReady, there is one at a time',
  '409': 'The record is not open any more: read it again, and change only what its status allows',
}

const TAKEN = NUMBERS['301'] as string
const MISSING = NUMBERS['303'] as string
const TOO_LATE =
  'It has gone too far to be changed: read the order again; what is being picked or has left cannot be stopped here'
const NOT_VALID = 'Correct the value before you send it again: it is refused as it is'
const NOT_SKU = 'The SKU is not known, or not complete: create it, and what it consists of, before you use it'
const ASKED_BEFORE = 'It was asked for already: look at the requests of this order, and wait for their end'

/** The names that only later guides have: none of them is relied on, and each is recognised. */
const NAMES: Readonly<Record<string, string>> = {
  ...group(MISSING, [
    'CALLBACK_NOT_FOUND',
    'CANCEL_REQUEST_NOT_FOUND',
    'HOLD_NOT_FOUND',
    'NO_CALLBACKS_FOUND',
    'ORDER_NOT_FOUND',
    'RMA_NOT_FOUND',
    'SHIPMENT_NOT_FOUND',
    'UPDATE_REQUEST_NOT_FOUND',
  ]),
  ...group(TAKEN, ['DUPLICATE_BARCODE', 'DUPLICATE_CALLBACK', 'ALREADY_ON_HOLD']),
  ...group(ASKED_BEFORE, ['DUPLICATE_CANCELLATION', 'DUPLICATE_REQUEST']),
  ...group(TOO_LATE, [
    'CANCELLATION_NOT_ALLOWED',
    'CANNOT_CANCEL',
    'ORDER_ALREADY_CANCELED',
    'ORDER_ALREADY_SHIPPED',
    'ORDER_LOCKED',
    'SHIPMENT_STATUS_PREVENTS_UPDATE',
  ]),
  ...group(NOT_SKU, [
    'INVALID_SKU',
    'INVALID_SKU_ID',
    'KIT_COMPONENT_NOT_FOUND',
    'LINE_ITEM_SKU_NOT_FOUND',
    'SKU_NOT_FOUND',
  ]),
  ...group(NOT_VALID, [
    'ADDRESS_VALIDATION_FAILED',
    'INVALID_DATE_FORMAT',
    'INVALID_DATE_RANGE',
    'INVALID_DIMENSIONS',
    'INVALID_LOCATION_ID',
    'INVALID_MESSAGE_TYPE',
    'INVALID_PARAMETER',
    'INVALID_REASON',
    'INVALID_REQUEST',
    'INVALID_SHIP_METHOD',
    'INVALID_SNAPSHOT_TYPE',
    'INVALID_STATUS',
    'INVALID_URL',
    'VALIDATION_ERROR',
  ]),
  ...group('Send fewer at a time', ['BATCH_LIMIT_EXCEEDED', 'INVALID_SKU_LIMIT']),
  ACCOUNT_NOT_FOUND: 'Check the account: its slug is part of every address',
  INSUFFICIENT_INVENTORY: 'There are not enough units: send less, wait for stock, or let it be backordered',
  INVALID_SECRET_PHRASE: 'The phrase must be the very one that the token was made from',
  LOCATION_ACCESS_DENIED: 'The account may not use this place: see inventory.locations for those it may',
  SKU_HAS_INVENTORY: 'Move or use up the units first; moving them to another SKU is a request to MasonHub',
  SNAPSHOT_GENERATION_FAILED: 'Ask for the snapshot again later',
}

/**
 * What to do about a code of MasonHub's: of an error (`error.vendor.id` or `.code`), or of a refused item (`code`).
 * Undefined for one that is not known: it publishes no full list.
 *
 * @example
 * ```ts
 * import { adviceFor, type BatchResult } from '@tenon/masonhub'
 *
 * function explain(result: BatchResult): string[] {
 *   return result.refused.map(({ identifier, code }) => `${identifier}: ${adviceFor(code) ?? code}`)
 * }
 * ```
 */
export function adviceFor(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  if (Object.hasOwn(NUMBERS, code)) return NUMBERS[code]
  return Object.hasOwn(NAMES, code) ? NAMES[code] : undefined
}

function group(advice: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, advice]))
}
