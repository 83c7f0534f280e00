// A process of its own, to be killed: receives, and tells its parent where.
import { createReceiver, createWebhookServer } from '@tenon/webhooks'

import { CHAOS_PATH, CHAOS_TOKEN, chaosWebhook } from './chaos-webhook.ts'
import { openOwnStore } from './inbox-setup.ts'

const { inbox } = await openOwnStore()
const receiver = createReceiver({
  inbox,
  sources: [{ path: CHAOS_PATH, webhook: chaosWebhook, account: 'chaos', secrets: CHAOS_TOKEN }],
})
process.send?.({ url: await createWebhookServer(receiver).listen() })
