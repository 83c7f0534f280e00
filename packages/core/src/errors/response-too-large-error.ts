import { TenonError } from './tenon-error.ts'

/** The answer is larger than the transport allows. A write may have happened. */
export class ResponseTooLargeError extends TenonError {
  static readonly code = 'RESPONSE_TOO_LARGE'
  override readonly code = ResponseTooLargeError.code
}
