import type { Transport } from '@tenon/core'

import type { Lacks } from '../suite/clause.ts'

/** What a transport may be without, if its manifest says why. */
export type TransportFeature =
  /** Bodies are decompressed, and the cap counts inflated bytes. */
  | 'decompression'
  /** Logins have connections of their own. */
  | 'login lane'
  /** `call.phase` follows the exchange: headers, then body. */
  | 'phases'
  /** Answers are handed on while they arrive, and bodies sent while they are made. */
  | 'streams'
  /** TLS. */
  | 'tls'

export interface TransportManifest {
  /** Makes a transport for one case, which closes it. */
  readonly create: (settings: TransportSettings) => Transport
  readonly lacks?: Lacks<TransportFeature>
}

/** How a case wants its transport. */
export interface TransportSettings {
  /** Connections to one origin, for calls. */
  readonly connections: number
  /** The largest body that is read, counted after decompression. */
  readonly maxResponseBytes: number
}
