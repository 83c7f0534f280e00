import type { WebhookDefinition } from '@tenon/core'

import { eventSchemas } from './event-schemas.ts'
import type { MasonHubMessage } from './masonhub-message.ts'
import { readDelivery } from './read-delivery.ts'

/**
 * MasonHub's callbacks, for the receiver of `@tenon/webhooks`. The token is the one that a callback was
 * registered with: the vendor sends it as `Authorization: Bearer` (its logs and release notes), or in the body
 * (its later guides). It proves who sends, and nothing about the body: for that see `masonhubSignedWebhooks`.
 */
export const masonhubWebhooks: WebhookDefinition<MasonHubMessage> = {
  provider: 'masonhub',
  verification: { kind: 'token', header: 'authorization', prefix: 'Bearer ', bodyField: 'token' },
  read: readDelivery,
  events: eventSchemas,
}
