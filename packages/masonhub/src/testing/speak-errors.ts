import type { FakeAnswer } from '@tenon/core/testing'

import { isRecord } from '../wire/is-record.ts'
import type { MasonHubDialect } from './fake-options.ts'

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
}

/** Says a refusal the way the dialect has it; what is no refusal stays as it is. */
export function speakErrors(answer: FakeAnswer, form: MasonHubDialect['error'] = 'message'): FakeAnswer {
  const { status, body } = answer
  if (status < 400 || !isRecord(body) || form === 'message') return answer
  const message = String(body['message'])
  if (form === 'nested')
    return { status, body: { error: { code: CODES[status] ?? 'ERROR', message, details: [] } } }
  if (form === 'pair') return { status, body: { error: message, message: 'See the documentation' } }
  return { status, headers: { 'content-type': 'text/html' }, text: `<html><p>${message}</p></html>` }
}
