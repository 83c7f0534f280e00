import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

/** The promise, unless it takes longer: then the case fails instead of hanging. */
export async function within<T>(ms: number, what: string, promise: PromiseLike<T>): Promise<T> {
  const controller = new AbortController()
  const tooLate = async (): Promise<never> => {
    await delay(ms, undefined, { signal: controller.signal })
    assert.fail(`${what}: not within ${ms} ms`)
  }
  try {
    return await Promise.race([promise, tooLate()])
  } finally {
    controller.abort()
  }
}
