import type { Clock } from '@tenon/core'

import {
  createMemoryInbox,
  createReceiver,
  type Inbox,
  type InboxMessage,
  type Receiver,
} from '../../src/index.ts'
import type { ReceiverOptions } from '../../src/index.ts'
import { SIGNED_PATH, SIGNING_SECRET, TOKEN, TOKEN_PATH } from './deliveries.ts'
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts'
import { signedWebhook, tokenWebhook } from './webhooks.ts'

export interface Receiving {
  readonly receiver: Receiver
  readonly inbox: Inbox<undefined>
  readonly logger: RecordingLogger
  /** Delivers, and tells the status of the answer. */
  readonly deliver: (request: Request) => Promise<number>
  /** Everything that waits in the inbox. */
  readonly stored: () => Promise<readonly InboxMessage[]>
}

/** A receiver with a source of either kind, over an inbox in memory. */
export function receiving(options: Partial<ReceiverOptions> & { readonly clock?: Clock } = {}): Receiving {
  const inbox = createMemoryInbox(options.clock === undefined ? {} : { clock: options.clock })
  const logger = createRecordingLogger()
  const receiver = createReceiver({
    inbox,
    logger,
    sources: [
      { path: TOKEN_PATH, webhook: tokenWebhook, account: 'shop', secrets: TOKEN },
      { path: SIGNED_PATH, webhook: signedWebhook, account: 'shop', secrets: SIGNING_SECRET },
    ],
    ...options,
  })
  return {
    receiver,
    inbox,
    logger,
    deliver: async (request) => (await receiver(request)).status,
    async stored() {
      const claims = await inbox.claim({ limit: 1_000, leaseMs: 1 })
      return claims.map(({ message }) => message)
    },
  }
}
