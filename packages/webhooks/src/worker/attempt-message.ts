import { AbortedError, ConfigurationError, type Clock } from '@tenon/core'

import type { Claim, Effect } from '../inbox/inbox.ts'
import { within } from '../time/within.ts'
import type { WorkerOptions } from './worker-options.ts'

export interface MessageParts<Transaction> extends Pick<WorkerOptions<Transaction>, 'inbox' | 'handle'> {
  readonly clock: Clock
  readonly leaseMs: number
}

/**
 * Runs the handler for one claim and marks the message done. Rejects when the attempt failed, unless what it has
 * committed made the message done all the same: then it resolves with the failure. A commit that is under way is
 * waited for, a lease at most.
 */
export async function attemptMessage<Transaction>(
  claim: Claim,
  { inbox, handle, clock, leaseMs }: MessageParts<Transaction>,
  signal: AbortSignal,
): Promise<{ readonly failure: unknown } | undefined> {
  let committing: Promise<void> | undefined
  let ending: Promise<void> | undefined

  async function finish(effect?: Effect<Transaction>): Promise<void> {
    if (await inbox.complete(claim, effect)) return
    const message = 'another attempt has the message by now, so nothing was written'
    throw new AbortedError({ message, reason: message })
  }

  function commit(effect: Effect<Transaction>): Promise<void> {
    const commitment = committing === undefined ? finish(effect) : refuseSecond()
    // A handler that does not await it must not end the process by it.
    commitment.catch(() => {})
    committing ??= commitment
    ending ??= commitment
    return commitment
  }

  async function run(): Promise<void> {
    const { message, idempotencyKey, attempt } = claim
    await handle(message, { idempotencyKey, attempt, signal, commit })
    // Of a commit that failed the handler may have said nothing.
    await (ending ??= finish())
  }

  try {
    await untilAborted(run(), signal)
    return undefined
  } catch (failure) {
    if (ending === undefined) throw failure
    await within(leaseMs, 'the commit', ending, clock).catch(() => Promise.reject(failure))
    return { failure }
  }
}

async function refuseSecond(): Promise<never> {
  const advice = 'Write everything that a message leads to in one commit'
  throw new ConfigurationError({ message: 'commit was called twice for one message', advice })
}

/** A handler that does not heed its signal is left alone: it can finish nothing any more. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
