import type { WebhookDefinition } from '@tenon/core'

import type { HubbleMessage } from './hubble-message.ts'
import { readMessage } from './read-message.ts'

type Kind = Parameters<typeof readMessage>[0]

const ORDER_STATUSES = new Set<unknown>(['SUCCESS', 'PROCESSING', 'FAILED', 'CANCELLED', 'REVERSED'])

/** Hubble has one URL for each kind of event; what the paths end with is yours to choose. */
const kindOfSegment: Readonly<Record<string, Kind>> = {
  orders: 'order',
  brands: 'brand',
  discounts: 'discount',
  wallet: 'wallet',
}

/**
 * Hubble's webhooks: signed in `X-Verify` with base64 of HMAC-SHA256 over the raw body (Hubble API docs, webhooks).
 *
 * A body names neither its event nor its id. Configure URLs in Hubble's portal that end in `/orders`, `/brands`,
 * `/discounts` and `/wallet`, and the kind is known; on any other URL it is told by the shape of the body.
 */
export const hubbleWebhooks: WebhookDefinition<HubbleMessage> = {
  provider: 'hubble',
  verification: { kind: 'hmac-sha256', header: 'x-verify', encoding: 'base64' },
  read(body, url) {
    const kinds = [kindOfUrl(url), kindOfShape(body)].filter((kind) => kind !== undefined)
    for (const kind of kinds) {
      const message = readMessage(kind, body)
      if (message !== undefined) return [message]
    }
    return [{ type: 'unparsed', data: body }]
  },
}

function kindOfUrl({ pathname }: URL): Kind | undefined {
  const segment = pathname.split('/').findLast((part) => part !== '') ?? ''
  return Object.hasOwn(kindOfSegment, segment) ? kindOfSegment[segment] : undefined
}

function kindOfShape(body: unknown): Kind | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const fields = body as Record<string, unknown>
  if (typeof fields['balance'] === 'number' && typeof fields['threshold'] === 'number') return 'wallet'
  const isBrand = 'denominationType' in fields || 'amountRestrictions' in fields
  if ('subventionPercentage' in fields || ('brandId' in fields && !isBrand)) return 'discount'
  if (isBrand) return 'brand'
  const hasId = typeof fields['orderId'] === 'string' || typeof fields['id'] === 'string'
  return hasId && ORDER_STATUSES.has(fields['status']) ? 'order' : undefined
}
