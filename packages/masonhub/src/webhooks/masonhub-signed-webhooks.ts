import type { WebhookDefinition } from '@tenon/core'

import type { MasonHubMessage } from './masonhub-message.ts'
import { masonhubWebhooks } from './masonhub-webhooks.ts'

/**
 * The same callbacks, proved by a signature in place of the token: hex HMAC-SHA256 of the raw body in
 * `X-MasonHub-Signature`, with `sha256=` before it or without. Only later guides of the vendor's know it
 * (`docs/vendors/masonhub.md`), and the secret is agreed with its integration team: use it once they confirm that
 * your account's callbacks are signed, as a delivery without a signature is refused.
 */
export const masonhubSignedWebhooks: WebhookDefinition<MasonHubMessage> = {
  ...masonhubWebhooks,
  verification: {
    kind: 'hmac-sha256',
    header: 'x-masonhub-signature',
    encoding: 'hex',
    prefix: 'sha256=',
  },
}
