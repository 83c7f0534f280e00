import { TenonError } from './tenon-error.ts'

/** The client was closed before the call ended. */
export class ClosedError extends TenonError {
  static readonly code = 'CLOSED'
  override readonly code = ClosedError.code
}
