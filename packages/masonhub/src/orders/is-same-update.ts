import { asReceived } from '../wire/as-received.ts'
import { isGiven } from '../wire/is-given.ts'
import { isRecord } from '../wire/is-record.ts'
import type { CheckedOrder } from './order-input.ts'
import { order } from './order.ts'
import { toOrderInput } from './to-order-input.ts'

/** What the vendor takes where nothing is said (MasonHub OpenAPI, `order`). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  order_type: 'customer',
  shipping_provider: 'masonhub',
  priority: 100,
  backorder_policy: 'default',
}

/** Fields that the contract's schema and its examples call by two names. */
const SAME: Readonly<Record<string, string>> = {
  packing_slip_order_id_override: 'packing_slip_order_id',
  billing_address_address_type: 'billing_address_type',
}

const MOMENT = /^\d{4}-\d\d-\d\dT/

/**
 * Does a request to change an order ask for what was sent? The vendor keeps what it was asked for as JSON text, with
 * zeros and zero times for what was left out (MasonHub OpenAPI, example of `order_update_request`). Where it does not
 * show it, nothing speaks against it.
 */
export function isSameUpdate(sent: CheckedOrder, body: string | null | undefined): boolean {
  const told = readBody(body)
  if (told === undefined) return true
  const { customer_identifier } = sent
  const read = order.safeParse({ ...told, customer_identifier })
  if (!read.success) return true
  const asked = toOrderInput(asReceived(read.data, told) as typeof read.data)
  return canonical({ ...asked, customer_identifier }) === canonical(toOrderInput(sent))
}

function readBody(body: string | null | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const told: unknown = JSON.parse(body ?? '')
    const only: unknown = Array.isArray(told) && told.length === 1 ? told[0] : told
    return isRecord(only) ? only : undefined
  } catch {
    return undefined
  }
}

/** One text for what means the same. */
function canonical(asked: object): string {
  const said = Object.entries(asked)
    .filter(([name, value]) => value !== DEFAULTS[name])
    .map(([name, value]) => [SAME[name] ?? name, value])
  return JSON.stringify(plain(Object.fromEntries(said)))
}

/** Without what says nothing, moments as one text, keys in one order. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'string' && MOMENT.test(value)) {
    const at = Date.parse(value)
    return Number.isNaN(at) ? value : new Date(at).toISOString()
  }
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([name, one]) => [name, plain(one)] as const)
  return Object.fromEntries(
    entries.filter(([, one]) => !isNothing(one)).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isRecord(value)) return Object.keys(value).length === 0
  return value === 0 || value === false || !isGiven(value)
}
