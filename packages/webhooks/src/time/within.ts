import type { Clock } from '@tenon/core'

/** The promise, or an error for the log when it takes longer. What it does goes on. */
export async function within<T>(ms: number, what: string, promise: Promise<T>, clock: Clock): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = clock.setTimer(ms, () => {
    reject(new Error(`${what} took longer than ${ms} ms`))
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clock.clearTimer(timer)
  }
}
