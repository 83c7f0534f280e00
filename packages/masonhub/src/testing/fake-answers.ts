import type { FakeAnswer, FakeRequest } from '@tenon/core/testing'
import type { z } from 'zod'

import type { MasonHubDialect } from './fake-options.ts'

/** What a write says about one item. */
export interface FakeItemResult {
  readonly customer_identifier?: string
  readonly message_type?: string
  readonly id?: string
  readonly system_id?: string
  readonly url?: string
  readonly uri?: string
  readonly messages?: readonly FakeMessage[]
  /** Of a return that has a label. */
  readonly additional_data?: object
}

export interface FakeMessage {
  readonly field_name: string
  readonly errors: readonly string[]
}

/** The contract's `response`, as its examples and logs have it. An item with messages was refused. */
export function writeAnswer(results: readonly FakeItemResult[], dialect: MasonHubDialect = {}): FakeAnswer {
  const failed = results.filter(({ messages }) => messages !== undefined).length
  const said = results.map((result) => answerOf(result, dialect))
  const body = {
    records_submitted: results.length,
    records_processed: results.length,
    records_failed: failed,
    records_succeeded: results.length - failed,
    results: said,
  }
  if (dialect.write === 'bare') return { status: 200, body: said }
  return { status: 200, body: dialect.write === 'array' ? [body] : body }
}

function answerOf(result: FakeItemResult, dialect: MasonHubDialect): object {
  const word = result.messages === undefined ? 'success' : 'failure'
  const { url, uri, messages, ...rest } = result
  return {
    ...rest,
    ...(url !== undefined && dialect.link !== 'uri' && { url }),
    ...(uri !== undefined && dialect.link !== 'url' && { uri }),
    ...(messages !== undefined && { messages: messagesIn(messages, dialect.messages) }),
    status: dialect.itemStatus === 'capital' ? word.replace(/^./, (first) => first.toUpperCase()) : word,
  }
}

function messagesIn(messages: readonly FakeMessage[], form: MasonHubDialect['messages']): readonly unknown[] {
  if (form === 'texts') return messages.flatMap(({ errors }) => errors)
  if (form === 'map') return messages.map(({ field_name, errors }) => ({ [field_name]: errors }))
  return messages
}

/** A list in the form that is asked for. */
export function listAnswer(
  rows: readonly unknown[],
  form: NonNullable<MasonHubDialect['list']>,
  name: string,
  echo: object = {},
): FakeAnswer {
  if (form === 'bare') return { status: 200, body: rows }
  return { status: 200, body: { ...echo, [form === 'named' ? name : 'data']: rows } }
}

export function messagesOf(error: z.ZodError): FakeMessage[] {
  return error.issues.map(({ path, message }) => ({ field_name: path.join('.'), errors: [message] }))
}

export function badRequest(message: string): FakeAnswer {
  return { status: 400, body: { message } }
}

/** A list in a query: `a,b` or repeated keys. */
export function listIn({ url }: FakeRequest, name: string): string[] | undefined {
  const values = url.searchParams.getAll(name).flatMap((value) => value.split(','))
  return values.length === 0 ? undefined : values
}

/** What a broken item is known by, if it says so. */
export function identifierIn(item: unknown): { readonly customer_identifier?: string } {
  const { customer_identifier } = Object(item) as { customer_identifier?: unknown }
  return typeof customer_identifier === 'string' ? { customer_identifier } : {}
}

const MOST_ROWS = 100
const MOST_IDENTIFIERS = 30

/** The page of a list that is asked for, or the answer to a question that is not valid. */
export function pageOf<Row>(
  request: FakeRequest,
  rows: readonly Row[],
): { readonly limit: number; readonly offset: number; readonly rows: readonly Row[] } | FakeAnswer {
  const { searchParams } = request.url
  const limit = Number(searchParams.get('limit') ?? 30)
  const offset = Number(searchParams.get('offset') ?? 0)
  if (!(limit >= 1 && limit <= MOST_ROWS)) return badRequest(`limit must be from 1 to ${MOST_ROWS}`)
  const crowded = ['id', 'cid', 'coid', 'cpid'].find(
    (name) => (listIn(request, name) ?? []).length > MOST_IDENTIFIERS,
  )
  if (crowded !== undefined) return badRequest(`too many ${crowded}`)
  return { limit, offset, rows: rows.slice(offset, offset + limit) }
}
