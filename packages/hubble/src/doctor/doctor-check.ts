/** One thing that was looked at. */
export interface DoctorCheck {
  /**
   * - `network`: can Hubble be reached, and is it well?
   * - `address`: does it let this machine's address in?
   * - `environment`: do environment, host and credentials belong together?
   * - `credentials`: are id and secret right?
   * - `catalogue`: are there brands for this account?
   * - `brand`: can this one be ordered? One check for each that was asked about
   * - `wallet`: is there money?
   */
  readonly name: 'network' | 'address' | 'environment' | 'credentials' | 'catalogue' | 'brand' | 'wallet'
  /** Null where it could not be looked at, because something before it is wrong. */
  readonly ok: boolean | null
  readonly finding: DoctorFinding
  /** The finding as a sentence. No secret is in it. */
  readonly detail: string
  /** What to do about it; absent where there is nothing to do. */
  readonly advice?: string
  /** The brand's product id. */
  readonly productId?: string
  /** The `X-REQUEST-ID`s of what was asked, for Hubble's support. */
  readonly requestIds: readonly string[]
}

/** What may be found. `vendor-trouble`: Hubble answers, with something that is no fault of this side. */
export type DoctorFinding =
  | 'fine'
  | 'not-checked'
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'vendor-trouble'
  | 'address-not-allowed'
  | 'wrong-id'
  | 'wrong-secret'
  | 'wrong-environment'
  | 'setting-unreadable'
  | 'no-brands'
  | 'brand-not-enabled'
  | 'brand-inactive'
  | 'brand-paused'
  | 'wallet-empty'
