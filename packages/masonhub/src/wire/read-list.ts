import { z } from 'zod'

import { isRecord } from './is-record.ts'
import { numeric } from './received.ts'

/** One answer of a list. */
export interface List<Item> {
  readonly data: readonly Item[]
  /** The page size that the vendor says it used. */
  readonly limit?: number | null | undefined
}

/** By these a bare object is known to be a record, and not an envelope without rows. */
const RECORD_KEYS = ['id', 'customer_identifier', 'message_type']

/**
 * The schema of a list. The contract says bare array, most of its examples an envelope with `data`, and later
 * pages an object with the resource's name as key: all of them come out as `{ data }`, with the vendor's echo of
 * `limit` where there is one.
 *
 * @param names under which keys the rows may be, beside `data`
 */
export function listSchema<Item>(item: z.ZodType<Item>, names: readonly string[]): z.ZodType<List<Item>> {
  return z.preprocess((body) => readList(body, names), z.object({ data: z.array(item), limit: numeric }))
}

function readList(body: unknown, names: readonly string[]): unknown {
  // A server in Go writes an empty list as null.
  if (body === null) return { data: [] }
  if (Array.isArray(body)) return { data: body }
  if (!isRecord(body)) return body
  const key = ['data', ...names].find((name) => name in body)
  if (key === undefined) return RECORD_KEYS.some((name) => name in body) ? { data: [body] } : body
  const rows = body[key]
  const { limit } = body
  if (rows === null) return { data: [], limit }
  return { data: isRecord(rows) ? [rows] : rows, limit }
}
