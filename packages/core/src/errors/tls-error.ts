import { TenonError } from './tenon-error.ts'

/** The vendor's certificate or TLS version was not acceptable. Never sent again, never downgraded. */
export class TlsError extends TenonError {
  static readonly code = 'TLS'
  override readonly code = TlsError.code
}
