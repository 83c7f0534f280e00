import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import type { Random } from '@tenon/core'

import { startChild } from '../process/child.ts'

/** A kill comes after 10 to 90 more requests at the vendor, and up to 40 ms: in the middle of something. */
const REQUESTS = { least: 10, spread: 80 }
const PAUSE_MS = 40

export interface ShopperRun {
  readonly setup: object
  readonly random: Random
  readonly signal: AbortSignal
  /** Takes who is told of each request at the vendor. */
  readonly watch: (listener: () => void) => void
  readonly onRecorded: (left: number) => void
}

/**
 * Starts the client once, and kills it at a moment that the random numbers choose.
 *
 * @returns whether it was done with everything before that
 * @throws Error when it fails by itself, or the signal's reason
 */
export async function runShopper({ setup, random, signal, watch, onRecorded }: ShopperRun): Promise<boolean> {
  signal.throwIfAborted()
  let left = REQUESTS.least + Math.floor(random.fraction() * REQUESTS.spread)
  const pauseMs = random.fraction() * PAUSE_MS
  await using shopper = startChild<{ readonly left: number }>({
    script: join(import.meta.dirname, 'shopper-process.ts'),
    setup,
    onMessage: (message) => onRecorded(message.left),
  })
  const kill = (): void => shopper.kill()
  signal.addEventListener('abort', kill)
  watch(() => {
    left -= 1
    if (left === 0) void delay(pauseMs).then(kill)
  })
  const code = await shopper.ended
  watch(() => {})
  signal.removeEventListener('abort', kill)
  signal.throwIfAborted()
  if (code !== 0 && code !== null) throw new Error(`the client failed by itself, with exit code ${code}`)
  return code === 0
}
