import type { ClientOptions, SecretSource } from '@tenon/core'

/** What `createMasonHub` takes: the account, and what every client of Tenon takes. */
export interface MasonHubOptions extends MasonHubAccount, ClientOptions {}

/** Which account of MasonHub, and the credential for it. */
export interface MasonHubAccount {
  /** Two separate systems, each with its own tokens. Applications read it from `MASONHUB_ENVIRONMENT`. */
  readonly environment: MasonHubEnvironment
  /** The account's slug, as it stands in its URLs. Applications read it from `MASONHUB_ACCOUNT`. */
  readonly account: string
  readonly auth: MasonHubCredential
  /**
   * Scheme and host, if not those of the environment: `'https://api.masonhub.co'`. Applications read it from
   * `MASONHUB_BASE_URL`. Default `https://app.masonhub.co` in production, `https://sandbox.masonhub.co` in the
   * sandbox (MasonHub OpenAPI, `servers`).
   */
  readonly baseUrl?: string | undefined
}

export type MasonHubEnvironment = 'production' | 'sandbox'

export interface MasonHubCredential {
  /**
   * The account's bearer token: a value, a function that is asked at every call, or `{ file }`, which is read
   * anew every five seconds. Applications read it from `MASONHUB_TOKEN`.
   */
  readonly token: SecretSource
}
