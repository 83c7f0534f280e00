import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** No answer, because a connection could not be made or broke. */
export class ConnectionError extends TenonError {
  static readonly code = 'CONNECTION'
  override readonly code = ConnectionError.code
  /** `'no'`: the request never left. `'maybe'`: a write may have happened. */
  readonly sent: 'no' | 'maybe'

  constructor(details: ErrorDetails & { readonly sent: 'no' | 'maybe' }) {
    super({ ...details, transient: details.transient ?? true })
    this.sent = details.sent
  }
}
