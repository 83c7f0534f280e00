import type { Clock, Logger, Timer } from '@tenon/core'

import type { Claim, Inbox } from '../inbox/inbox.ts'
import { reasonOf } from '../log/reason-of.ts'
import { abortedBecause } from './aborted-because.ts'
import { fieldsOf } from './fields-of.ts'

/** A lease is renewed so often that two renewals may fail. */
const RENEWALS_PER_LEASE = 3

export interface RenewalParts<Transaction> {
  readonly inbox: Inbox<Transaction>
  readonly logger: Logger | undefined
  readonly clock: Clock
  readonly leaseMs: number
}

/**
 * Renews the lease from the event loop, so that a loop that hangs renews nothing and others get its messages.
 * A lease that was lost ends the attempt: it could finish nothing any more.
 */
export function keepRenewing<Transaction>(
  claim: Claim,
  { inbox, logger, clock, leaseMs }: RenewalParts<Transaction>,
  controller: AbortController,
): () => void {
  let timer: Timer
  let isOver = false

  async function renew(): Promise<void> {
    try {
      const held = await inbox.renew(claim, leaseMs)
      if (!held && !isOver) controller.abort(abortedBecause('its lease was lost'))
    } catch (error) {
      logger?.warn({ ...fieldsOf(claim), reason: reasonOf(error) }, 'inbox: a lease cannot be renewed')
    }
    if (!isOver && !controller.signal.aborted) schedule()
  }

  function schedule(): void {
    timer = clock.setTimer(leaseMs / RENEWALS_PER_LEASE, () => void renew())
  }

  schedule()
  return () => {
    isOver = true
    clock.clearTimer(timer)
  }
}
