import { z } from 'zod'

import { isRecord } from './is-record.ts'
import { itemResult, type ItemResult } from './item-result.ts'
import { readMessages } from './read-messages.ts'
import { numeric } from './received.ts'

/** What MasonHub answers to a write, in one shape. */
export interface WriteResult {
  /** One per item, as far as the answer has them; not always in the order that was sent, and not always all. */
  readonly results: readonly ItemResult[]
  /** The vendor's own count of the items, where it gave one; `results` is what counts. */
  readonly records_submitted?: number | null | undefined
  readonly records_processed?: number | null | undefined
  readonly records_succeeded?: number | null | undefined
  readonly records_failed?: number | null | undefined
}

/**
 * The schema of a write's answer: the contract's object with `results`, an array of those, a bare array of
 * results, a single result, `{ success, data, errors }`, or a text without detail.
 */
export const writeResult: z.ZodType<WriteResult> = z.preprocess(
  readWriteResult,
  z.object({
    records_submitted: numeric,
    records_processed: numeric,
    records_succeeded: numeric,
    records_failed: numeric,
    results: z.array(itemResult),
  }),
)

const COUNTS = ['records_submitted', 'records_processed', 'records_succeeded', 'records_failed'] as const

function readWriteResult(body: unknown): object {
  return { ...countsIn(body), results: itemsIn(body).map(toContractForm) }
}

/** The vendor's counts, of several answers in one together. */
function countsIn(body: unknown): object {
  const answers = recordsIn(Array.isArray(body) ? body : [body])
  return Object.fromEntries(
    COUNTS.map((name) => {
      const told = answers.flatMap((answer) => numeric.parse(answer[name]) ?? [])
      return [name, told.length === 0 ? undefined : told.reduce((sum, count) => sum + count, 0)]
    }),
  )
}

function itemsIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(body) ? body.flatMap(itemsOf) : itemsOf(body)
}

/** The items of one answer, or the item that it is. */
function itemsOf(answer: unknown): readonly Readonly<Record<string, unknown>>[] {
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
  if ('status' in answer) return [answer]
  return isComplaint(answer) ? [{ ...answer, status: 'failure' }] : []
}

/** An answer of 200 that has nothing but an error in it, as that about a second snapshot. */
function isComplaint({ code, error, message }: Readonly<Record<string, unknown>>): boolean {
  return (
    code !== undefined ||
    error !== undefined ||
    (typeof message === 'string' && /^\s*\d{3}\s*:/.test(message))
  )
}

function recordsIn(items: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(items) ? items.filter(isRecord) : []
}

/** With what it says where the contract has it, and as the contract has it. */
function toContractForm(item: Readonly<Record<string, unknown>>): object {
  const places = [item['messages'], item['reason'], item['error'], item['error_message'], messageOf(item)]
  // An empty list of messages beside a reason says nothing.
  const said = places.map((place) => readMessages(place)).find((messages) => messages.length > 0) ?? []
  const messages = said.map(({ field, code, message }) => ({ field_name: field, code, errors: [message] }))
  return { ...item, messages }
}

function messageOf({ code, field, message }: Readonly<Record<string, unknown>>): unknown {
  if (message === undefined) return undefined
  return { code: typeof code === 'number' ? String(code) : code, field, message }
}
