import type { CallOptions, Methods, Secret } from '@tenon/core'

import type { MasonHubAuth } from '../auth/masonhub-auth.ts'
import type { Ports } from '../batch/ports.ts'
import type { tokenOperations } from './token-operations.ts'

/** What tokens are made and replaced with. */
export interface TokenParts {
  readonly methods: Methods<typeof tokenOperations>
  readonly auth: MasonHubAuth
  /** Makes a harmless call with a token that the client does not use yet. */
  readonly tryOut: (token: Secret, options: CallOptions) => Promise<void>
  readonly ports: Ports
  /** Aborted when the client is closed. */
  readonly closing: AbortSignal
}
