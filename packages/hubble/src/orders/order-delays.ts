import type { Random } from '@tenon/core'

const SECONDS = [2, 3, 5, 8, 13, 20]
const JITTER = 0.2

/**
 * Milliseconds between two looks at an order: 2, 3, 5, 8, 13, then 20 s for ever, each up to 20 % more or less. The
 * vendor asks for "reasonable intervals" and names none; integrators use 20 s.
 */
export function* orderDelays(random: Random): Generator<number, never> {
  for (let index = 0; ; index += 1) {
    const seconds = SECONDS[Math.min(index, SECONDS.length - 1)] as number
    yield seconds * 1000 * (1 - JITTER + 2 * JITTER * random.fraction())
  }
}
