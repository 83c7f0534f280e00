import { TenonError } from './tenon-error.ts'

/** The login itself was refused: a wrong id or secret, or those of another environment. */
export class CredentialsRefusedError extends TenonError {
  static readonly code = 'CREDENTIALS_REFUSED'
  override readonly code = CredentialsRefusedError.code
}
