/** What the diagnostics channel `tenon:message` publishes: never a message's data. */
export interface MessageEvent {
  /**
   * - `'received'`: the receiver stored it, or knew it
   * - `'handled'`: an attempt marked it done, whatever its handler did afterwards
   * - `'failed'`: an attempt failed, and the message comes again
   * - `'lost'`: the attempt ended without success, and the message is not its own any more: another attempt has it, or had
   *   finished it
   * - `'released'`: the worker stopped before the attempt could end; the message comes again
   * - `'dead'`: it is given up
   */
  readonly event: 'received' | 'handled' | 'failed' | 'lost' | 'released' | 'dead'
  readonly provider: string
  readonly account: string
  readonly type: string
  readonly messageId: string | undefined
  /** What the inbox said of it. When `'received'`. */
  readonly outcome?: 'stored' | 'duplicate' | 'quarantined'
  /** The first is 1. Not when `'received'`. */
  readonly attempt?: number
  /** Milliseconds that the attempt took. Not when `'received'`. */
  readonly elapsedMs?: number
  /** Milliseconds since the message was received, by the clock of this process. Not when `'received'`. */
  readonly ageMs?: number
  /** Why, when `'failed'` or `'dead'`. */
  readonly reason?: string
}
