import type { CallOptions, Client, ClientOptions, OperationTree, Provider } from '@tenon/core'
import type { Faults, SeenRequest } from '@tenon/core/testing'

import type { Lacks } from '../suite/clause.ts'

/** What a provider may be without, if its manifest says why. */
export type ProviderFeature =
  /** An option `baseUrl` chooses another origin. */
  'base URL'

export interface ProviderManifest<Options, Config, Operations extends OperationTree> {
  readonly provider: Provider<Options, Config, Operations>
  /** Starts the vendor's fake server for one case, which closes it. */
  readonly start: () => Promise<FakeVendor<Options>>
  /** Makes a read that needs a credential and that the fake answers as it is. One request, if all is well. */
  readonly call: (client: Client<Config, Operations>, options: CallOptions) => Promise<unknown>
  readonly lacks?: Lacks<ProviderFeature>
}

/** A fake server, as `startFakeServer` of `@tenon/core/testing` makes it, and the account on it. */
export interface FakeVendor<Options> {
  /** For a client of the account. */
  readonly options: Options & ClientOptions
  readonly faults: Faults
  /** Every request since the start. */
  readonly requests: readonly SeenRequest[]
  /**
   * What the client has or was given, and must never show: its credentials, and the tokens issued so far. They
   * should be those of this start alone, because what Tenon has once learned to hide stays hidden in a process.
   */
  readonly secrets: () => readonly string[]
  close(): Promise<void>
}
