import type { Random } from '@tenon/core'

const JITTER = 0.2

/** Milliseconds: what the vendor calls "reasonable intervals" it does not say; integrators use 20 s. */
export const defaultDelaysMs: readonly number[] = [2_000, 3_000, 5_000, 8_000, 13_000, 20_000]

/** Milliseconds between two looks at an order: one after the other, the last one for ever, each up to 20 % more or less. */
export function* orderDelays(random: Random, delaysMs: readonly number[]): Generator<number, never> {
  for (let index = 0; ; index += 1) {
    const delayMs = delaysMs[Math.min(index, delaysMs.length - 1)] as number
    yield delayMs * (1 - JITTER + 2 * JITTER * random.fraction())
  }
}
