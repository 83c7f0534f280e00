import { TenonError } from './tenon-error.ts'

/** The vendor knows the caller and does not allow the call (403). Never sent again. */
export class PermissionError extends TenonError {
  static readonly code = 'PERMISSION'
  override readonly code = PermissionError.code
}
