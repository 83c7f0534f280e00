import type { Contestant } from './contestants.ts'

const CONCURRENCY = 64

/** Calls per second over one round. */
export async function measureRound(contestant: Contestant, calls: number): Promise<number> {
  let left = calls
  async function caller(): Promise<void> {
    while (left > 0) {
      left -= 1
      await contestant.call()
    }
  }
  globalThis.gc?.()
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: CONCURRENCY }, caller))
  return calls / ((performance.now() - startedAt) / 1000)
}

export interface Comparison {
  readonly ratio: number
  readonly lowest: number
  readonly highest: number
  readonly perSecond: number
}

/**
 * Rounds in pairs, the order swapped each time, so that what the machine does meanwhile hits both alike; the
 * result is the median of the pairs' ratios.
 */
export async function compare(
  base: Contestant,
  other: Contestant,
  pairs: number,
  calls: number,
): Promise<Comparison> {
  await measureRound(base, calls)
  await measureRound(other, calls)
  const ratios: number[] = []
  const speeds: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const otherFirst = pair % 2 === 1
    const first = await measureRound(otherFirst ? other : base, calls)
    const second = await measureRound(otherFirst ? base : other, calls)
    ratios.push(otherFirst ? first / second : second / first)
    speeds.push(otherFirst ? first : second)
  }
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    perSecond: median(speeds),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
