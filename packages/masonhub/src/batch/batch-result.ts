import { PartialFailureError, type CallRecord } from '@tenon/core'

import type { AcceptedItem, Outcome, RefusedItem, UnknownItem } from './outcome.ts'

/** What became of a batch, item by item. What was accepted stays accepted, whatever happened to the rest. */
export interface BatchResult {
  /** One for each item, in the order given. */
  readonly outcomes: readonly Outcome[]
  readonly accepted: readonly AcceptedItem[]
  readonly refused: readonly RefusedItem[]
  readonly unknown: readonly UnknownItem[]
  /** The record of every call that was made for the batch. */
  readonly calls: readonly CallRecord[]
  /**
   * The accepted items, if that is all of them.
   *
   * @throws PartialFailureError with the outcomes of the others
   */
  orThrow(): readonly AcceptedItem[]
}

const NAMED_IN_MESSAGE = 5

export function createBatchResult(outcomes: readonly Outcome[], calls: readonly CallRecord[]): BatchResult {
  const accepted = outcomes.filter((outcome) => outcome.status === 'accepted')
  const refused = outcomes.filter((outcome) => outcome.status === 'refused')
  const unknown = outcomes.filter((outcome) => outcome.status === 'unknown')
  return Object.freeze({
    outcomes,
    accepted,
    refused,
    unknown,
    calls,
    orThrow() {
      const failures = outcomes.filter((outcome) => outcome.status !== 'accepted')
      if (failures.length === 0) return accepted
      const named = failures.slice(0, NAMED_IN_MESSAGE).map(describe)
      const rest = failures.length > named.length ? [`and ${failures.length - named.length} more`] : []
      throw new PartialFailureError({
        message: `${failures.length} of ${outcomes.length} were not accepted: ${[...named, ...rest].join('; ')}`,
        advice: 'Correct what was refused; what is unknown may be given again, it will not be doubled',
        failures,
        call: calls[0],
        cause: unknown[0]?.error,
      })
    },
  })
}

function describe(failure: RefusedItem | UnknownItem): string {
  if (failure.status === 'unknown') return `"${failure.identifier}" unknown`
  const [first] = failure.messages
  const said = [first?.code ?? failure.code, first?.field, first?.message].filter(
    (part) => part !== undefined,
  )
  return `"${failure.identifier}" refused${said.length === 0 ? '' : ` (${said.join(' ')})`}`
}
