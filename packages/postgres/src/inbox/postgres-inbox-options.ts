import type { Clock, Logger, Random } from '@tenon/core'

import type { PostgresInboxPool } from './postgres-inbox-pool.ts'
import type { PostgresListener } from './postgres-listener.ts'

export interface PostgresInboxOptions {
  /**
   * A pool of `pg`, with a connection for each message that a worker handles at one time, and two more. You listen to
   * its errors, and end it after the inbox.
   */
  readonly pool: PostgresInboxPool
  /**
   * Makes a `Client` of `pg` that is connected straight to the server, with no pooler by transaction in between: it
   * hears at once what other processes append. Used from the first `onAppend`, and again whenever the connection is
   * lost, or it threw. Default: none, and a worker finds what others appended when it next asks.
   */
  readonly listen?: () => PostgresListener
  /**
   * Milliseconds for which an effect may do something else than a statement: then the server rolls it back, so that
   * a process that sleeps keeps the message from nobody. So it does with a claim whose rows have been sent, and which
   * is not committed for as long. Default 10,000.
   */
  readonly effectIdleMs?: number
  /** Default: the machine's. For the pauses before `listen` is tried again; all other time is the server's. */
  readonly clock?: Clock
  /** Default: the machine's. */
  readonly random?: Random
  /** A pino instance fits as it is. Never given a message's data. Default: silent. */
  readonly logger?: Logger
}
