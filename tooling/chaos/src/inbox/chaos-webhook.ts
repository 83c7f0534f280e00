import type { WebhookDefinition } from '@tenon/core'

export const CHAOS_TOKEN = 'token-of-the-run'
export const CHAOS_PATH = '/webhooks/chaos'

/** A vendor with an id and an order key in each message. */
export const chaosWebhook: WebhookDefinition = {
  provider: 'chaos',
  verification: { kind: 'token', header: 'authorization', prefix: 'Bearer ' },
  read(body) {
    const { id, order } = body as { readonly id: string; readonly order: string }
    return [{ type: 'event', id, orderKey: order, data: body }]
  },
}
