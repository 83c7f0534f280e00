import type { AbortedError, Clock, Logger, Random } from '@tenon/core'

import type { Claim } from '../inbox/inbox.ts'
import { reasonOf } from '../log/reason-of.ts'
import { publishMessage } from '../message/message-channel.ts'
import type { MessageEvent } from '../message/message-event.ts'
import { abortedBecause } from './aborted-because.ts'
import { attemptMessage } from './attempt-message.ts'
import { fieldsOf } from './fields-of.ts'
import { keepRenewing } from './keep-renewing.ts'
import { retryAfterMs } from './retry-after-ms.ts'
import type { WorkerOptions } from './worker-options.ts'

export interface AttemptParts<Transaction> extends Pick<WorkerOptions<Transaction>, 'inbox' | 'handle'> {
  readonly logger: Logger | undefined
  readonly clock: Clock
  readonly random: Random
  readonly maxAttempts: number
  readonly attemptTimeoutMs: number
  readonly leaseMs: number
  /** The reason with which a worker that stops aborts its attempts. */
  readonly stopped: AbortedError
}

/**
 * One attempt at one message, from its claim to its end: done, failed, given up, or given back. Rejects only when
 * the inbox does; the lease then ends by itself.
 */
export async function runAttempt<Transaction>(
  claim: Claim,
  parts: AttemptParts<Transaction>,
  controller: AbortController,
): Promise<void> {
  const { inbox, logger, clock, random, maxAttempts, attemptTimeoutMs, stopped } = parts
  const fields = fieldsOf(claim)
  const startedAt = clock.monotonic()

  function publish(event: MessageEvent['event'], reason?: string): void {
    publishMessage(() => {
      const { provider, account, type, id: messageId, receivedAt } = claim.message
      const ageMs = clock.wall() - receivedAt.getTime()
      const times = { attempt: claim.attempt, elapsedMs: clock.monotonic() - startedAt, ageMs }
      return { event, provider, account, type, messageId, ...times, ...(reason !== undefined && { reason }) }
    })
  }

  async function giveUp(reason: string): Promise<void> {
    if (!(await inbox.fail(claim, { reason, retryAfterMs: 'never' }))) return publish('lost')
    logger?.error({ ...fields, reason }, 'message given up: it is a dead letter')
    publish('dead', reason)
  }

  async function settleFailure(error: unknown): Promise<void> {
    const reason = reasonOf(error)
    if (claim.attempt >= maxAttempts) return giveUp(reason)
    const delayMs = retryAfterMs(error, claim.attempt, clock, random)
    const held = await inbox.fail(claim, { reason, retryAfterMs: delayMs })
    const outcome = { retryAfterMs: held ? delayMs : 'not by this attempt' }
    logger?.warn({ ...fields, reason, ...outcome }, 'message failed')
    publish(held ? 'failed' : 'lost', reason)
  }

  if (claim.unreadable !== undefined) return giveUp(claim.unreadable)
  if (claim.attempt > maxAttempts)
    return giveUp('the process ended, or its lease was lost, during the last attempt')
  const limit = clock.setTimer(attemptTimeoutMs, () =>
    controller.abort(abortedBecause(`it took longer than ${attemptTimeoutMs} ms`)),
  )
  const stopRenewing = keepRenewing(claim, parts, controller)
  try {
    const attempt = attemptMessage(claim, parts, controller.signal)
    const late = await attempt.finally(() => clock.clearTimer(limit))
    if (late === undefined) logger?.debug(fields, 'message handled')
    else
      logger?.warn({ ...fields, reason: reasonOf(late.failure) }, 'message handled, but its attempt failed')
    publish('handled')
  } catch (error) {
    if (controller.signal.reason !== stopped) return await settleFailure(error)
    publish((await inbox.release(claim)) ? 'released' : 'lost')
  } finally {
    stopRenewing()
  }
}
