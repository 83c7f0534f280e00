import type { WebhookDefinition } from '@tenon/core'

export const BENCH_TOKEN = 'token-of-the-bench'
export const BENCH_PATH = '/webhooks/bench'

interface Envelope {
  readonly id: string
  readonly order: string
}

/** A vendor that sends about 1 KB with its token in a header, an id and an order key. */
export const benchWebhook: WebhookDefinition = {
  provider: 'bench',
  verification: { kind: 'token', header: 'authorization', prefix: 'Bearer ' },
  read(body) {
    const { id, order } = body as Envelope
    return [{ type: 'orderEvent', id, orderKey: order, data: body }]
  },
}

export function benchDelivery(index: number): string {
  const lines = Array.from({ length: 8 }, (_, line) => ({
    sku: `SKU-${index}-${line}`,
    quantity: line + 1,
    status: 'fulfilled',
    description: 'One of the lines of an order, as long as they are',
  }))
  return JSON.stringify({ id: `event-${index}`, order: `order-${index % 1_000}`, lines })
}
