import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** An answer with a status that no other error of the family stands for. */
export class HttpError extends TenonError {
  static readonly code = 'HTTP'
  override readonly code = HttpError.code
  override readonly retryable: boolean

  constructor(details: ErrorDetails & { readonly status: number }) {
    super(details)
    this.retryable = details.status >= 500 || details.status === 408 || details.status === 425
  }
}
