import type { Secret } from '../secret/secret.ts'

/** Numbers the tokens of one source: a token that came later has a larger one. */
export type Generation = number

export interface Token {
  readonly value: Secret
  readonly generation: Generation
}

/** What a login answers. */
export interface IssuedToken {
  readonly value: string
  /** As the vendor states it; read by `tokenLifetime`. */
  readonly lifetimeSeconds?: unknown
}

export interface DatedToken extends IssuedToken {
  /** When its login was sent, on the monotonic clock of this process: its lifetime counts from there. */
  readonly sentAt: number
}

/** Where tokens come from. One login at a time, whatever the number of callers. */
export interface TokenSource {
  /** The token, if one can be served now. Starts a background refresh when one is due. Never throws. */
  peek(): Token | undefined
  /**
   * The token, waiting for a login if there must be one.
   *
   * @throws CredentialsRefusedError or PermissionError when the vendor refused the login: shared by all waiters,
   *   and remembered for 5 s to 5 min
   * @throws TenonError when the login failed otherwise; with `retryAt` when the next attempt is past the deadline
   */
  get(wait?: TokenWait): Promise<Token>
  /**
   * The vendor refused a token of this generation. `'renewing'` and `'superseded'` mean that another try is
   * worth it; `'budget-spent'` that refusals come too often for another login (3 at once, then one in 10 s).
   */
  reject(generation: Generation): 'renewing' | 'superseded' | 'budget-spent'
  status(): TokenStatus
  /** Ends the login under way; waiters get a `ClosedError`. */
  [Symbol.asyncDispose](): Promise<void>
}

export interface TokenWait {
  /** Detaches this waiter only: a login goes on for the others. */
  readonly signal?: AbortSignal
  /** On the clock's monotonic time. During back-off, a caller whose deadline is nearer than the next attempt fails at once. */
  readonly deadline?: number
}

export interface TokenStatus {
  readonly state: 'none' | 'valid' | 'refused' | 'closed'
  readonly loggingIn: boolean
  /** Milliseconds until the token ends. */
  readonly remainingMs: number | undefined
  /** Logins that failed since the last one that succeeded. */
  readonly failures: number
}
