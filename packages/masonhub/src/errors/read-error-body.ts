import type { VendorError } from '@tenon/core'

import { isRecord } from '../wire/is-record.ts'
import { readMessage, readMessages } from '../wire/read-messages.ts'

const NAME = /^[A-Z][A-Z0-9_]*$/

/**
 * What an error body says: `{ message }` (MasonHub OpenAPI, `error_message`), or one of the forms of the vendor's
 * guides, `{ error: { code, message, details } }`, `{ error: { field, message } }` and `{ error, message }`.
 */
export function readErrorBody(body: unknown): VendorError {
  if (!isRecord(body)) return {}
  const { error, message, messages, errors } = body
  if (isRecord(error)) return toVendorError(error['message'], error['code'], error['field'])
  if (typeof error === 'string') {
    return NAME.test(error) || typeof message !== 'string'
      ? toVendorError(message ?? error, message === undefined ? undefined : error)
      : toVendorError(`${error}: ${message}`)
  }
  if (typeof message === 'string') return toVendorError(message, body['code'])
  const [first] = readMessages(message ?? messages ?? errors)
  return first === undefined ? {} : toVendorError(first.message, first.code, first.field)
}

function toVendorError(message: unknown, name?: unknown, field?: unknown): VendorError {
  const read = readMessage(typeof message === 'string' ? message : '', undefined, textOf(name))
  const isNumber = read.code !== undefined && /^\d+$/.test(read.code)
  const said = typeof field === 'string' && field !== '' ? `${field}: ${read.message}` : read.message
  return {
    ...(isNumber && { id: read.code }),
    ...(!isNumber && read.code !== undefined && { code: read.code }),
    ...(said !== '' && { message: said }),
  }
}

/** A name or a number, short enough to be one. */
function textOf(name: unknown): string | undefined {
  if (typeof name === 'number') return String(name)
  return typeof name === 'string' && /^[\w.-]{1,60}$/.test(name) ? name : undefined
}
