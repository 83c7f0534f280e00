import type { CallRecord } from '../call/call-record.ts'
import { ClosedError } from '../errors/closed-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { ConnectionError } from '../errors/connection-error.ts'
import type { TenonError } from '../errors/tenon-error.ts'
import { TlsError } from '../errors/tls-error.ts'

/** Certificate problems as OpenSSL and Node name them. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|CRL_|ERROR_IN_C|HOSTNAME_MISMATCH|EPROTO)/

const UNSENDABLE_CODE = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/
const CLOSED_CODE = /^UND_ERR_(CLOSED|DESTROYED)$/

/** Turns what undici or Node reports into an error of the family. */
export function toTransportError(cause: Error, call: CallRecord, sent: boolean): TenonError {
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
  if (TLS_CODE.test(code)) {
    const advice = 'Check the address, and the certificates of the machine (NODE_EXTRA_CA_CERTS)'
    return new TlsError({ message: `TLS failed (${code})`, advice, call, cause })
  }
  if (UNSENDABLE_CODE.test(code)) {
    return new ConfigurationError({ message: `the request cannot be sent (${code})`, call, cause })
  }
  if (CLOSED_CODE.test(code)) return new ClosedError({ message: 'the transport is closed', call, cause })
  const what = sent ? 'the connection broke before the answer was complete' : 'could not connect'
  return new ConnectionError({ message: `${what} (${code})`, sent: sent ? 'maybe' : 'no', call, cause })
}
