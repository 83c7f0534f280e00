import type { CallRecord } from '../call/call-record.ts'
import { requestIdsOf, TenonError, type ErrorDetails } from './tenon-error.ts'

/** A write may or may not have happened, and asking the vendor did not settle it. Resume by its reference. */
export class OutcomeUnknownError extends TenonError {
  static readonly code = 'OUTCOME_UNKNOWN'
  override readonly code = OutcomeUnknownError.code
  /** By what the vendor knows the write, if it knows it. */
  readonly reference: string
  /** The `X-REQUEST-ID` of each attempt of each of `calls`. */
  override readonly requestIds: readonly string[]
  readonly #calls: readonly CallRecord[]
  readonly #resumable: boolean

  constructor(
    details: ErrorDetails & {
      readonly reference: string
      readonly calls?: readonly CallRecord[] | undefined
      readonly resumable?: boolean
    },
  ) {
    super(details)
    this.reference = details.reference
    this.#resumable = details.resumable ?? true
    this.#calls = details.calls ?? (details.call === undefined ? [] : [details.call])
    this.requestIds = requestIdsOf(this.#calls)
  }

  /** The records of all calls that were made for this write, in order. */
  get calls(): readonly CallRecord[] {
    return this.#calls
  }

  /** Resuming by the reference is safe, where a workflow gave one; making the write anew is not. */
  override get retryable(): boolean {
    return this.#resumable
  }
}
