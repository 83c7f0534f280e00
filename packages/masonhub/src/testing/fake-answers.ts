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
}

export interface FakeMessage {
  readonly field_name: string
  readonly errors: readonly string[]
}

/** The contract's `response`, as its examples and logs have it. An item with messages was refused. */
export function writeAnswer(results: readonly FakeItemResult[], dialect: MasonHubDialect = {}): FakeAnswer {
  const failed = results.filter(({ messages }) => messages !== undefined).length
  return {
    status: 200,
    body: {
      records_submitted: results.length,
      records_processed: results.length,
      records_failed: failed,
      records_succeeded: results.length - failed,
      results: results.map((result) => {
        const word = result.messages === undefined ? 'success' : 'failure'
        const status =
          dialect.itemStatus === 'capital' ? word.replace(/^./, (first) => first.toUpperCase()) : word
        return { ...result, status }
      }),
    },
  }
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
