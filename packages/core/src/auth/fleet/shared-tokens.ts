import type { SecretValue } from '../../secret/secret-source.ts'
import type { TokenStore } from './token-store.ts'

/** How the processes of a fleet share their tokens: one login for all. */
export interface SharedTokens {
  readonly store: TokenStore
  /** Tokens are encrypted with it before the store gets them; 32 characters or more, the same in every process. */
  readonly sealingKey: SecretValue
  /** What tokens belong to beside the credential. A client puts its provider and origin before it. Default none. */
  readonly scope?: string
  /** While the store does not answer each process logs in for itself, or its logins fail. Default `'local'`. */
  readonly onStoreDown?: 'local' | 'fail'
  /** For how long one login keeps the others from logging in, in milliseconds; longer than it takes. Default 16,000. */
  readonly leaseMs?: number
}
