/** A message on its way into an inbox, as `prepareMessage` makes it. */
export interface NewMessage {
  readonly provider: string
  /** Whose message it is: the same vendor may send for several accounts. */
  readonly account: string
  readonly type: string
  /** The vendor's own id, where there is one. */
  readonly id: string | undefined
  /** Messages of one order key are handled one after the other. */
  readonly orderKey: string | undefined
  /** The data, as JSON text. */
  readonly body: string
  /** SHA-256 of type and data, in hex. The order of the keys in the data makes no difference. */
  readonly hash: string
  /** What a repetition is known by, within provider and account. */
  readonly key: string
  /** Milliseconds for which the key is remembered. */
  readonly keyMs: number
  /** Not before, in milliseconds since 1970. Default: at once. It holds back what follows in its order key. */
  readonly availableAt?: number
}
