import type { Phase } from '../call/call-record.ts'
import { TenonError, type ErrorDetails } from './tenon-error.ts'

/** The deadline of the call passed. If a request had been sent, a write may have happened. */
export class TimeoutError extends TenonError {
  static readonly code = 'TIMEOUT'
  override readonly code = TimeoutError.code
  /** What the call was doing when its time was up. */
  readonly phase: Phase

  constructor(details: ErrorDetails & { readonly phase: Phase }) {
    super({ ...details, transient: details.transient ?? true })
    this.phase = details.phase
  }
}
