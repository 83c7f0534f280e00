import type { AuthStrategy, Logger, Random } from '@tenon/core'
import type { VirtualClock } from '@tenon/core/testing'

import type { Lacks } from '../suite/clause.ts'

/** What a strategy may be without, if its manifest says why. */
export type AuthStrategyFeature =
  /** `authorize` returns no promise while a credential is at hand. */
  'synchronous while warm'

export interface AuthStrategyManifest {
  /** Makes a strategy for one case, which closes it. */
  readonly create: (setup: AuthStrategySetup) => AuthStrategy
  readonly lacks?: Lacks<AuthStrategyFeature>
}

export interface AuthStrategySetup {
  /** The only time there is. */
  readonly clock: VirtualClock
  readonly random: Random
  readonly logger: Logger
  /**
   * A credential that occurs nowhere else. A strategy with a fixed one asks once; one that logs in asks for each
   * login, and its token is what this gives. The suite looks for all of them in whatever is printed.
   */
  readonly plant: () => string
}
