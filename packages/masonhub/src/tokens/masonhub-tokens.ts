import type { CallOptions, Secret } from '@tenon/core'

import type { Rotation, RotationOptions } from './rotation-options.ts'

/** A token that was made. */
export interface MadeToken {
  readonly token: Secret
  /** MasonHub's id of the phrase's record, where it told it. */
  readonly id: string | undefined
  /** By the token's own word; undefined if it does not tell. */
  readonly expiresAt: Date | undefined
}

/**
 * The account's bearer tokens. Each is made from a phrase, carries it readably, and works until the phrase is
 * deleted (MasonHub OpenAPI, `/secrets`, `/delete_secrets`). It takes a permission that not every token has.
 */
export interface MasonHubTokens {
  /**
   * Makes a token from a phrase. MasonHub tells it this once.
   *
   * @throws InvalidInputError for a phrase that is empty; MalformedResponseError if there is no token in the answer
   */
  create(phrase: string | Secret, options?: CallOptions): Promise<MadeToken>
  /**
   * Deletes a phrase: every token that was made from it stops working at once, and for good. The client's own phrase
   * is refused, as nothing could be called any more: rotate it.
   *
   * @throws InvalidInputError for the phrase of the token that this client uses
   */
  delete(phrase: string | Secret, options?: CallOptions): Promise<void>
  /**
   * Replaces the token of this client: makes a new one, tries it with a harmless call, has it saved, uses it, and
   * only then deletes the old one. Calls that are under way, or are made meanwhile, do not fail. Whichever step
   * fails, the token that your application has stored goes on working.
   *
   * @throws InvalidInputError if a rotation is under way, or the phrase is the old one
   * @throws what making or trying the token, or `save`, failed with; the client then still uses the old token
   */
  rotate(options: RotationOptions): Promise<Rotation>
}
