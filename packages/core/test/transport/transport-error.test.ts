import { expect, test } from 'vitest'

import type { CallRecord } from '../../src/call/call-record.ts'
import { toTransportError } from '../../src/transport/transport-error.ts'

const call = { attempts: [] as unknown } as CallRecord

function codeOf(code: string): string {
  return toTransportError(Object.assign(new Error(code), { code }), call, false).code as string
}

test.each([
  'INVALID_PURPOSE',
  'INVALID_CA',
  'PATH_LENGTH_EXCEEDED',
  'CRL_HAS_EXPIRED',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s is about a certificate, and never sent again', (code) => {
  expect(codeOf(code)).toBe('TLS')
})

test.each([
  ['ECONNREFUSED', 'CONNECTION'],
  ['ENOTFOUND', 'CONNECTION'],
  ['UND_ERR_SOCKET', 'CONNECTION'],
  ['UND_ERR_INVALID_ARG', 'CONFIGURATION'],
  ['UND_ERR_DESTROYED', 'CLOSED'],
])('%s is %s', (code, expected) => {
  expect(codeOf(code)).toBe(expected)
})
