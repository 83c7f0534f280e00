import { TenonError } from './tenon-error.ts'

/** The vendor refused the credential of this call (401), after one new login where the strategy has one. */
export class AuthenticationError extends TenonError {
  static readonly code = 'AUTHENTICATION'
  override readonly code = AuthenticationError.code
}
