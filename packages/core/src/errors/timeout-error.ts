import type { Phase } from '../call/call-record.ts'
import { TenonError, type ErrorDetails } from './tenon-error.ts'

export interface TimeoutDetails extends ErrorDetails {
  readonly phase: Phase
}

/** The deadline of the call passed. If a request had been sent, a write may have happened. */
export class TimeoutError extends TenonError<TimeoutDetails> {
  static readonly code = 'TIMEOUT'
  override readonly code = TimeoutError.code
  /** What the call was doing when its time was up. */
  readonly phase: Phase

  constructor(details: TimeoutDetails) {
    super(details)
    this.phase = details.phase
  }

  protected override get transient(): boolean {
    return true
  }
}
