import { alreadyReplaced } from './already-replaced.ts'
import { notSent } from './not-sent.ts'
import type { OrderEntry } from './order-journal.ts'

/**
 * May another order take the place of this one?
 *
 * @throws InvalidInputError unless it is certain that the one before gives no vouchers
 */
export function mayBeReplaced(
  before: OrderEntry | undefined,
  {
    instead,
    referenceId,
    account,
    isBegun,
  }: {
    readonly instead: string
    readonly referenceId: string
    readonly account: string
    /** Is the new order in the journal? Then this is its repetition. */
    readonly isBegun: boolean
  },
): void {
  if (instead === referenceId) {
    const advice = 'The reference of an order that failed is used up'
    throw notSent(['referenceId: must be another one than that of the order before'], advice)
  }
  if (before === undefined || before.account !== account) {
    throw notSent(['instead: the journal has no such order of this account'], 'Look it up by its reference')
  }
  const { state } = before
  if (state === 'failed' || state === 'rejected' || (state === 'replaced' && isBegun)) return
  if (state === 'replaced') throw alreadyReplaced()
  const advice =
    state === 'succeeded'
      ? 'It has its vouchers: resumeOrder returns them'
      : 'Resume it first: its vouchers may still come'
  throw notSent([`instead: that order is ${state}, not failed or rejected`], advice)
}
