import { AbortedError } from '@tenon/core'

/** The same promise for one who may stop waiting for it. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const stop = (): void =>
    reject(new AbortedError({ message: 'the caller ended the wait', reason: signal.reason }))
  // Whoever still waits hears of a failure; nobody may.
  promise.catch(() => {})
  aborted.catch(() => {})
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([aborted, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
