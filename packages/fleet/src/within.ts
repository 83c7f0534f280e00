import type { Clock, Timer } from '@tenon/core'

/** A process that was busy for a while must not take its own lateness for that of the work: it costs one slice. */
const SLICES = 3

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
  let timer: Timer
  const tick = (left: number): void => {
    timer = clock.setTimer(ms / SLICES, () => (left === 1 ? resolve(undefined) : tick(left - 1)))
  }
  tick(SLICES)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  work?.then(resolve, reject)
  return promise.finally(() => {
    clock.clearTimer(timer)
    signal.removeEventListener('abort', stop)
  })
}
