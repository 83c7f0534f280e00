/** What a call is doing at a moment; a timeout names it. */
export type Phase = 'middleware' | 'limiter' | 'auth' | 'connect' | 'headers' | 'body' | 'retry-wait'

/** Logins travel on connections of their own, so that they never queue behind the calls that wait for them. */
export type Lane = 'calls' | 'login'

/** What is known of one call, from its start on; complete once the call has settled. Holds no secret and no body. */
export interface CallRecord {
  /** A UUID that stays the same over all attempts; the first attempt's `requestId`, too. */
  readonly id: string
  readonly provider: string
  /** The operation's id: `'orders.get'`. */
  readonly operation: string
  readonly lane: Lane
  /** Declared safe to be sent twice. */
  readonly idempotent: boolean
  /** Every request that was made, in order. */
  readonly attempts: readonly AttemptRecord[]
  /** The code of the error that it settled with; undefined for a success, and before. */
  readonly error: string | undefined
  /** Milliseconds from start to settling; so far, if it has not settled. */
  readonly elapsedMs: number
}

/** One request on the wire, or one that did not get so far. */
export interface AttemptRecord {
  /** From 1. */
  readonly number: number
  /** Why it was made: it is the first, the one before failed, or the vendor refused the token of the one before. */
  readonly reason: 'first' | 'retry' | 'reauthorized'
  /** The UUID sent in `X-REQUEST-ID`; empty if the attempt ended before it was given one. */
  readonly requestId: string
  /** Milliseconds after the start of the call. */
  readonly startedMs: number
  /** Milliseconds after the start of the call; undefined while it runs. */
  readonly endedMs: number | undefined
  /** Did its first byte go to a connection? */
  readonly sent: boolean
  readonly status: number | undefined
  /** The answer's headers, names in lower case. */
  readonly headers: ResponseHeaders | undefined
  /** The code of the error that ended it. */
  readonly error: string | undefined
  /** Milliseconds waited for the rate limiter, or for a pause that the vendor asked for. */
  readonly queuedMs: number
  /** Milliseconds waited for a credential. */
  readonly authMs: number
  /** Milliseconds waited after it, before the attempt that followed. */
  readonly waitedMs: number
}

export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>
