import type { RunningContestant } from '../processes/start-contestant.ts'
import type { Round } from './measure-round.ts'
import { quantile } from './quantile.ts'
import { spreadOf, type Spread } from './spread.ts'

/** Of each contestant, before the first pair. */
export const WARM_UP_ROUNDS = 12

/** One round of each, one right after the other. */
export interface Pair {
  readonly base: Round
  readonly other: Round
}

export interface Comparison {
  /** Calls per second of the other ÷ of the base: above 1, the other is faster. */
  readonly ratio: Spread
  /** CPU of the base ÷ of the other: above 1, the other takes less. Waiting for a core is not in it. */
  readonly cpuRatio: Spread
  /** Medians. */
  readonly base: Round
  readonly other: Round
}

/**
 * Rounds in pairs, the order swapped each time, so that what the machine does meanwhile hits both alike. Each has
 * rounds before that do not count: its code has to be compiled. No garbage is collected by force between rounds: that
 * throws compiled code away, and what is measured then is the compiler.
 */
export async function measurePairs(
  base: RunningContestant,
  other: RunningContestant,
  pairs: number,
  calls: number,
): Promise<Pair[]> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    await base.round(calls)
    await other.round(calls)
  }
  const measured: Pair[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const before = pair % 2 === 0 ? await base.round(calls) : undefined
    const rival = await other.round(calls)
    measured.push({ base: before ?? (await base.round(calls)), other: rival })
  }
  return measured
}

export function compare(pairs: readonly Pair[]): Comparison {
  const inPairs = (ratio: (pair: Pair) => number): Spread => spreadOf(pairs.map(ratio))
  return {
    ratio: inPairs(({ base, other }) => other.perSecond / base.perSecond),
    cpuRatio: inPairs(({ base, other }) => base.cpuPerCall / other.cpuPerCall),
    base: medianRound(pairs.map(({ base }) => base)),
    other: medianRound(pairs.map(({ other }) => other)),
  }
}

function medianRound(rounds: readonly Round[]): Round {
  const median = (field: keyof Round): number =>
    quantile(
      rounds.map((round) => round[field]),
      0.5,
    )
  return { perSecond: median('perSecond'), cpuPerCall: median('cpuPerCall') }
}
