import type { Clock } from '@tenon/core'

/**
 * The outcome of the work, or undefined if it takes longer. Without work it is a pause.
 *
 * @throws what the signal was aborted with, as soon as it is
 */
export function within<T>(
  clock: Clock,
  signal: AbortSignal,
  ms: number,
  work?: Promise<T>,
): Promise<T | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
  const stop = (): void => reject(signal.reason)
  const timer = clock.setTimer(ms, () => resolve(undefined))
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  work?.then(resolve, reject)
  return promise.finally(() => {
    clock.clearTimer(timer)
    signal.removeEventListener('abort', stop)
  })
}
