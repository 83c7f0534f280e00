import { z } from 'zod'

import { waitOptions, type WaitOptions } from '../waiting/wait-options.ts'
import type { SnapshotReady } from '../webhooks/snapshot-ready.ts'
import { moment } from '../wire/sent.ts'

/** How a snapshot is waited for. */
export interface SnapshotWaitOptions extends WaitOptions {
  /**
   * MasonHub announces a snapshot by a callback alone: there is nothing of its own to ask. Where the callback may
   * reach another process, look here into what yours keep in common; undefined means "not yet". Default: none.
   */
  readonly poll?: (() => Promise<SnapshotReady | undefined>) | undefined
}

export interface SnapshotOptions extends SnapshotWaitOptions {
  /** The moment that it is of. The vendor's default is now. */
  readonly asOf?: Date | string | undefined
}

export const snapshotOptions = waitOptions.extend({
  asOf: moment.optional(),
  poll: z
    .custom<NonNullable<SnapshotWaitOptions['poll']>>(
      (value) => typeof value === 'function',
      'must be a function',
    )
    .optional(),
})
