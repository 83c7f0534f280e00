import type { Secret } from '@tenon/core'

import type { Callback, MessageType } from './callback.ts'

/** A callback that shall be registered, as it was declared; its token does not show. */
export interface DeclaredCallback {
  readonly message_type: MessageType
  readonly url: string
  /** `'1.0'` where nothing else was declared. */
  readonly api_version: '1.0' | '2.0'
  readonly token: Secret | undefined
}

/** What is to be done so that MasonHub has what was declared, and nothing else. */
export interface CallbackPlan {
  /** In the order in which it is done. */
  readonly changes: readonly CallbackChange[]
  /** Is there nothing to do? */
  readonly isUpToDate: boolean
  readonly declared: readonly DeclaredCallback[]
  /** Which registrations are yours to change: those that the plan was made for. */
  readonly mine: (callback: Callback) => boolean
}

/** One registration and what becomes of it. */
export type CallbackChange =
  | { readonly action: 'create'; readonly callback: DeclaredCallback }
  | {
      /** MasonHub knows no update: it is registered anew, and the former one deleted. */
      readonly action: 'update'
      readonly id: string
      readonly callback: DeclaredCallback
      readonly because: readonly ('api_version' | 'token')[]
    }
  | { readonly action: 'delete'; readonly id: string; readonly callback: Callback }
  | { readonly action: 'keep'; readonly id: string; readonly callback: Callback }

export interface CallbackPlanOptions {
  /**
   * Which registrations are yours: no other is touched. Default: all of them, so that what is not declared is
   * deleted.
   */
  readonly mine?: ((callback: Callback) => boolean) | undefined
  /**
   * What happens where MasonHub does not show the token that is registered, as in its contract's example. `'trust'`:
   * it counts as the declared one. `'renew'`: it is registered anew. Default `'trust'`.
   */
  readonly hiddenTokens?: 'trust' | 'renew' | undefined
}
