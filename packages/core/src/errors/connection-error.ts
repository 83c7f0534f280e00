import { TenonError, type ErrorDetails } from './tenon-error.ts'

export interface ConnectionDetails extends ErrorDetails {
  readonly sent: 'no' | 'maybe'
}

/** No answer, because a connection could not be made or broke. */
export class ConnectionError extends TenonError<ConnectionDetails> {
  static readonly code = 'CONNECTION'
  override readonly code = ConnectionError.code
  /** `'no'`: the request never left. `'maybe'`: a write may have happened. */
  readonly sent: 'no' | 'maybe'

  constructor(details: ConnectionDetails) {
    super(details)
    this.sent = details.sent
  }

  protected override get transient(): boolean {
    return true
  }
}
