import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 5

/** Waits for something that another process or socket does. */
export async function eventually(ms: number, what: string, holds: () => boolean): Promise<void> {
  const endsAt = performance.now() + ms
  while (!holds()) {
    if (performance.now() > endsAt) assert.fail(`${what}: not within ${ms} ms`)
    await delay(POLL_MS)
  }
}
