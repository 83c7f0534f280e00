import { AbortedError, ConfigurationError } from '@tenon/core'

import type { Claim, Effect, Inbox } from '../inbox/inbox.ts'
import type { Handle } from './worker-options.ts'

/** Runs the handler for one claim and marks the message done. Rejects when the attempt failed. */
export async function attemptMessage<Transaction>(
  claim: Claim,
  { inbox, handle }: { readonly inbox: Inbox<Transaction>; readonly handle: Handle<Transaction> },
  signal: AbortSignal,
): Promise<void> {
  let committing: Promise<void> | undefined

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
    return commitment
  }

  async function run(): Promise<void> {
    const { message, idempotencyKey, attempt } = claim
    await handle(message, { idempotencyKey, attempt, signal, commit })
    // Of a commit that failed the handler may have said nothing.
    await (committing ?? finish())
  }

  await untilAborted(run(), signal)
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
