import { ConnectionError, type FleetKit } from '@tenon/core'

import { within } from './within.ts'

const COMMAND_MS = 300
/** Until the store is asked again: from this to five times as much. */
const SILENCE_MS = 1_000

/**
 * Gives a command to the store. Undefined while the store is down; rejects when the signal is aborted.
 *
 * @param late is told of an answer that came when nobody waited for it any more
 */
export type StoreLine = <T>(
  signal: AbortSignal,
  command: () => Promise<T>,
  late?: (answer: T) => void,
) => Promise<T | undefined>

/** The line to a store: one that does not answer in time, or says that it cannot, is left alone for a while. */
export function createStoreLine({
  clock,
  random,
  logger,
}: Pick<FleetKit, 'clock' | 'random' | 'logger'>): StoreLine {
  let silentUntil = 0

  return async (signal, command, late) => {
    if (clock.monotonic() < silentUntil) return undefined
    const message = 'the token store does not answer'
    let error: ConnectionError
    let waiting = true
    try {
      const answering = command()
      if (late !== undefined) answering.then((answer) => waiting || late(answer)).catch(() => {})
      const answer = await within(clock, signal, COMMAND_MS, answering)
      if (answer !== undefined) return answer
      error = new ConnectionError({ message: `${message} within ${COMMAND_MS} ms`, sent: 'maybe' })
    } catch (cause) {
      signal.throwIfAborted()
      error = new ConnectionError({ message, sent: 'maybe', cause })
    } finally {
      waiting = false
    }
    silentUntil = clock.monotonic() + SILENCE_MS * (1 + 4 * random.fraction())
    logger.warn({ error, cause: inWords(error.cause) }, message)
    return undefined
  }
}

/** Loggers print of an error of Tenon's own what its `toJSON` says, which has no cause. This one was scrubbed. */
function inWords(cause: unknown): { readonly code?: unknown; readonly message: string } | undefined {
  if (typeof cause === 'string') return { message: cause }
  if (!(cause instanceof Error)) return undefined
  return { ...('code' in cause && { code: cause.code }), message: cause.message }
}
