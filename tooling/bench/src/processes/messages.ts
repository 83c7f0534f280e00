import type { Round } from '../rounds/measure-round.ts'

/** What a contestant's process is started with. */
export interface ContestantPlan {
  /** `raw`, `bare`, `tenon`, or the package of a peer. */
  readonly contestant: string
  readonly origin: string
  /** Writes one line for each call into a temporary file. */
  readonly log: boolean
}

export type ToContestant = { readonly calls: number } | 'close'

/** Nothing once it is there, a round for every question of so many calls, and the lines of its log at the end. */
export interface FromContestant {
  readonly round: Round
  readonly lines: number
}
