import type { Contestant } from '../contestants/contestant.ts'
import { measureRound, type Round } from './measure-round.ts'
import { quantile } from './quantile.ts'
import { spreadOf, type Spread } from './spread.ts'

/** Of each contestant, before the first pair. */
export const WARM_UP_ROUNDS = 4

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
export async function compare(
  base: Contestant,
  other: Contestant,
  pairs: number,
  calls: number,
): Promise<Comparison> {
  const bases: Round[] = []
  const others: Round[] = []
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    await measureRound(base, calls)
    await measureRound(other, calls)
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) bases.push(await measureRound(base, calls))
    others.push(await measureRound(other, calls))
    if (pair % 2 === 1) bases.push(await measureRound(base, calls))
  }
  const inPairs = (ratio: (base: Round, other: Round) => number): Spread =>
    spreadOf(bases.map((round, pair) => ratio(round, others[pair] as Round)))
  return {
    ratio: inPairs((one, two) => two.perSecond / one.perSecond),
    cpuRatio: inPairs((one, two) => one.cpuPerCall / two.cpuPerCall),
    base: medianRound(bases),
    other: medianRound(others),
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
