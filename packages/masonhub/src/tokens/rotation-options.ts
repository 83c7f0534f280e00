import type { Secret } from '@tenon/core'

/** How a token is replaced by a new one. */
export interface RotationOptions {
  /**
   * Stores the new token where your application reads it from. Awaited before the client uses the token, and before
   * the old one is deleted: when it resolves, a restart must find the new token. It must be atomic: a file that is
   * emptied before it is written leaves, where the process ends in between, no token at all. Write another file, have
   * it reach the disk, and rename it. If it rejects, both tokens stay, and the log says so.
   */
  readonly save: (token: Secret) => Promise<void> | void
  /** What the new token is made from. Default: a random one, which nobody needs to know. */
  readonly phrase?: string | Secret | undefined
  /**
   * The phrase of the old token, which is deleted at the end, and with it every token that was made from it.
   * Default: the one that the old token carries. False: nothing is deleted.
   */
  readonly oldPhrase?: string | Secret | false | undefined
  /**
   * Milliseconds between `save` and the deletion, for other processes to take up what was saved: a token in a file is
   * read anew every five seconds. Default 15,000.
   */
  readonly settleMs?: number | undefined
  /** Ends the rotation before the old token is deleted; both then stay. `close()` of the client does so, too. */
  readonly signal?: AbortSignal | undefined
}

export interface Rotation {
  readonly token: Secret
  /** By the token's own word; undefined if it does not tell. */
  readonly expiresAt: Date | undefined
  /**
   * What became of the old phrase. `'unknown'`: MasonHub did not say that it was deleted. `'kept'`: it was to stay,
   * or the rotation or the client was ended before, or the old token does not tell its phrase. Delete it with
   * `tokens.delete`.
   */
  readonly oldPhrase: 'deleted' | 'kept' | 'unknown'
}
