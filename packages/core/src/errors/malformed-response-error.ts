import { TenonError } from './tenon-error.ts'

/** The answer is not what its status promises: not JSON, cut off, or not UTF-8. A write may have happened. */
export class MalformedResponseError extends TenonError {
  static readonly code = 'MALFORMED_RESPONSE'
  override readonly code = MalformedResponseError.code
}
