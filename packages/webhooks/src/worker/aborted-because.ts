import { AbortedError } from '@tenon/core'

/** The reason with which a signal is aborted. */
export function abortedBecause(message: string): AbortedError {
  return new AbortedError({ message, reason: message })
}
