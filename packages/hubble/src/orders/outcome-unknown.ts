import { OutcomeUnknownError, type CallRecord } from '@tenon/core'

export interface UnknownOutcome {
  readonly referenceId: string
  /** What kept it from becoming known: `'time was up'`. */
  readonly what: string
  readonly cause: unknown
  /** Every call for this order, in order. */
  readonly made: readonly CallRecord[]
  readonly retryAt?: Date | undefined
}

/** Whoever stops now: the intent is in the journal, and the order may be at the vendor's. */
export function outcomeUnknown({
  referenceId,
  what,
  cause,
  made,
  retryAt,
}: UnknownOutcome): OutcomeUnknownError {
  return new OutcomeUnknownError({
    message: `${what} before it was known what became of the order ${referenceId}`,
    advice: 'Resume it with resumeOrder; never order the same again with another reference',
    reference: referenceId,
    retryAt,
    cause,
    call: made.at(-1),
    calls: [...made],
  })
}
