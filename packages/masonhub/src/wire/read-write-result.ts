import { z } from 'zod'

import { fold } from './fold.ts'
import { isRecord } from './is-record.ts'
import { readMessages, type VendorMessage } from './read-messages.ts'

/** What MasonHub answers to a write, in one shape. */
export interface WriteResult {
  /** One per item, as far as the answer has them; not always in the order that was sent, and not always all. */
  readonly results: readonly ItemResult[]
}

/** What MasonHub says about one item of a write. */
export interface ItemResult {
  /** What the item is known by: its `customer_identifier`, or the `message_type` of a callback. */
  readonly customer_identifier: string | undefined
  /** `success`: passed the checks and is queued. `unknown`: the vendor used a word that is not known. */
  readonly status: 'success' | 'failure' | 'unknown'
  readonly messages: readonly VendorMessage[]
  /** MasonHub's id of the record that was made. */
  readonly id: string | undefined
  /** A link to the record. */
  readonly url: string | undefined
}

const SUCCESS = new Set(['success', 'deleted', 'active', 'pending', 'processing'])
const FAILURE = new Set(['failure', 'failed', 'error'])

/**
 * The schema of a write's answer: the contract's object with `results`, an array of those, a bare array of
 * results, a single result, `{ success, data, errors }`, or a text without detail.
 */
export const writeResult: z.ZodType<WriteResult> = z.unknown().transform(readWriteResult)

export function readWriteResult(body: unknown): WriteResult {
  return { results: itemsIn(body).flatMap(readItem) }
}

function itemsIn(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body.flatMap(itemsOf) : itemsOf(body)
}

/** The items of one answer, or the item that it is. */
function itemsOf(answer: unknown): readonly unknown[] {
  if (!isRecord(answer)) return []
  const { results, data, errors, success } = answer
  if ([results, data, errors].some(Array.isArray)) {
    return [
      ...recordsIn(results),
      // First: what stands in both was not taken.
      ...recordsIn(errors).map((item) => ({ ...item, status: 'failure' })),
      ...recordsIn(data).map((item) => (success === false ? item : { status: 'success', ...item })),
    ]
  }
  return 'status' in answer ? [answer] : []
}

function recordsIn(items: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(items) ? items.filter(isRecord) : []
}

function readItem(item: unknown): ItemResult[] {
  if (!isRecord(item)) return []
  const { customer_identifier, message_type, system_id, id, url, uri, status } = item
  const said = item['messages'] ?? item['reason'] ?? item['error'] ?? item['error_message'] ?? messageOf(item)
  return [
    {
      customer_identifier: textOrUndefined(customer_identifier) ?? textOrUndefined(message_type),
      status: readStatus(status),
      messages: readMessages(said),
      id: textOrUndefined(system_id) ?? textOrUndefined(id),
      url: textOrUndefined(url) ?? textOrUndefined(uri),
    },
  ]
}

function messageOf({ code, field, message }: Readonly<Record<string, unknown>>): unknown {
  return message === undefined ? undefined : { code, field, message }
}

function readStatus(status: unknown): ItemResult['status'] {
  const word = typeof status === 'string' ? fold(status) : ''
  if (SUCCESS.has(word)) return 'success'
  return FAILURE.has(word) ? 'failure' : 'unknown'
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
