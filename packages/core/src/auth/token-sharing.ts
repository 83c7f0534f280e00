import type { Ports } from '../call/ports.ts'
import type { DatedToken } from './token-source.ts'

/** Has the processes of a fleet log in once for all of them; `shareTokens` of `@tenon/fleet` makes one. */
export interface TokenSharing {
  /** Called once for each strategy that logs in, when it is made; opens no connection. */
  join(kit: FleetKit): Fleet
}

/** What a fleet is joined with. */
export interface FleetKit extends Ports {
  /** What the tokens belong to beside the credential: provider and origin. */
  readonly scope: string
  /** Milliseconds that one login takes at most. */
  readonly loginTimeoutMs: number
  /** Milliseconds from a login that failed to the next, after as many earlier failures in a row. */
  delayMs(error: unknown, earlierFailures: number): number
  /** Milliseconds that a token lives, by its lifetime as the vendor stated it. */
  lifeMs(lifetimeSeconds: unknown): number
}

/** This process as one of a fleet. */
export interface Fleet {
  /** Milliseconds that it may have to wait for others before it can log in itself. */
  readonly patienceMs: number
  /**
   * The fleet's token; or one of this process alone. Calls `issue` once at most. Rejects when the attempt's signal
   * is aborted.
   *
   * @param fingerprint tells one credential from another, without showing it
   */
  login(fingerprint: string, attempt: LoginAttempt, issue: () => Promise<DatedToken>): Promise<DatedToken>
}

export interface LoginAttempt {
  readonly signal: AbortSignal
  /** Set by the fleet when the login has failed: milliseconds in which none of its processes tries again. */
  pauseMs?: number
}
