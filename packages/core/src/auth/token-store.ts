/**
 * Where the processes of a fleet keep one token for all of them, and agree on who logs in. A store knows nothing of
 * tokens: it keeps bytes by key. Each method is one atomic step, and all time is the store's own: it is told and tells
 * durations, never dates.
 *
 * For each key it keeps at most one token, one failure, one lease, the last fence, and how many logins failed in a row.
 * It may forget all of them once nothing of the key is alive. A rejection means that the store cannot be reached.
 */
export interface TokenStore {
  /**
   * What the caller is to do, by the first of these that holds:
   *
   * - a token is alive and is not the one that the caller has seen: `adopt` it. Tokens are told apart by their `id`
   *   alone: there is no order among them. `ageMs` counts from the moment that the lease was taken under which the
   *   token was put.
   * - a failure is alive: `failed`, and for how long.
   * - somebody holds the lease: `wait`, and ask again.
   * - otherwise the caller now holds the lease for `leaseMs`: `leased`. `fence` is a whole number larger than every
   *   earlier one of this key, also of those that the store has lost: a new count starts from the store's time in
   *   milliseconds. `failures` is the count of failed logins in a row.
   *
   * @param key up to 100 characters of visible ASCII
   * @param seen the token that the caller had last, if any: it ages, or the vendor has refused it
   */
  step(key: string, seen: string | undefined, leaseMs: number): Promise<TokenStep>
  /**
   * Keeps a token for `lifeMs` from the moment that the lease was taken, in place of an earlier one and of a failure;
   * ends the lease and the count of failures. False, and no change, when the lease of this fence is over: taken by
   * another, used already, or past its time.
   *
   * @param token `sealed` is up to 16 kB, any bytes; `lifeMs` is a whole number from 0 to 2^31 − 1
   */
  put(key: string, fence: number, token: StoredToken): Promise<boolean>
  /**
   * Keeps, for `forMs` from now, that a login failed; adds one to the count of failures and ends the lease. A token
   * that is alive stays. False, and no change, as for `put`.
   */
  fail(key: string, fence: number, failure: StoredFailure): Promise<boolean>
}

export type TokenStep =
  | { readonly state: 'adopt'; readonly id: string; readonly sealed: Uint8Array; readonly ageMs: number }
  | { readonly state: 'failed'; readonly code: string; readonly remainingMs: number }
  | { readonly state: 'wait' }
  | { readonly state: 'leased'; readonly fence: number; readonly failures: number }

export type StoredToken = { readonly id: string; readonly sealed: Uint8Array; readonly lifeMs: number }

/** `code` is the literal code of an error of Tenon; nothing else of the failure is kept. */
export type StoredFailure = { readonly code: string; readonly forMs: number }
