import { z } from 'zod'

import { isRecord } from './is-record.ts'
import { flag, listOf, numeric, received, text } from './received.ts'

const searchCriteria = z.looseObject({ cids: listOf(z.string()), status: text, sdt: text, edt: text })

/** What the vendor says about the answer itself: what it understood of the request. */
const echo = {
  /** The page size that the vendor says it used. */
  limit: numeric,
  offset: numeric,
  list_type: text,
  include_counts: flag,
  include_ledger: flag,
  search_criteria: received(searchCriteria),
}

const echoFields = z.object(echo)

/** One answer of a list. */
export interface List<Item> extends z.output<typeof echoFields> {
  readonly data: readonly Item[]
}

/** By these a bare object is known to be a record, and not an envelope without rows. */
const RECORD_KEYS = ['id', 'customer_identifier', 'message_type']

/**
 * The schema of a list. The contract says bare array, most of its examples an envelope with `data`, and later
 * pages an object with the resource's name as key: all of them come out as `{ data }`, with the vendor's echo of
 * the request where there is one.
 *
 * @param names under which keys the rows may be, beside `data`
 */
export function listSchema<Item>(item: z.ZodType<Item>, names: readonly string[]): z.ZodType<List<Item>> {
  return z.preprocess((body) => readList(body, names), z.object({ ...echo, data: z.array(item) }))
}

function readList(body: unknown, names: readonly string[]): unknown {
  // A server in Go writes an empty list as null.
  if (body === null) return { data: [] }
  if (Array.isArray(body)) return { data: body }
  if (!isRecord(body)) return body
  const key = ['data', ...names].find((name) => name in body)
  if (key === undefined) return RECORD_KEYS.some((name) => name in body) ? { data: [body] } : body
  const rows = body[key]
  if (rows === null) return { ...body, data: [] }
  return { ...body, data: isRecord(rows) ? [rows] : rows }
}
