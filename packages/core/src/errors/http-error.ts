import { TenonError } from './tenon-error.ts'

/** An answer with a status that no other error of the family stands for. */
export class HttpError extends TenonError {
  static readonly code = 'HTTP'
  override readonly code = HttpError.code

  protected override get transient(): boolean {
    const { status = 0 } = this
    return status >= 500 || status === 408 || status === 425
  }
}
