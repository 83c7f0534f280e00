import type { IssuedToken, Random, Secret, TokenSource } from '@tenon/core'
import type { VirtualClock } from '@tenon/core/testing'

import type { Lacks } from '../suite/clause.ts'

/** What a token source may be without, if its manifest says why. */
export type TokenSourceFeature =
  /** A refused credential is remembered, and a new one known by its parts. */
  | 'memory of refusals'
  /** A caller whose deadline is before the next attempt fails at once. */
  | 'fast failure'

export interface TokenSourceManifest {
  /** Makes a source for one case, which disposes of it. */
  readonly create: (setup: TokenSourceSetup) => TokenSource
  readonly lacks?: Lacks<TokenSourceFeature>
}

export interface TokenSourceSetup {
  /** The only time there is. */
  readonly clock: VirtualClock
  readonly random: Random
  /** How to log in: what `loginCredential` takes. */
  readonly login: LoginSetup
}

export interface LoginSetup {
  readonly credential: () => string
  readonly identify: (credential: string) => readonly (string | Secret)[]
  readonly issue: (credential: string, signal: AbortSignal) => Promise<IssuedToken>
}
