import type { WebhookDefinition } from '@tenon/core'

import { hideCards } from './hide-cards.ts'
import type { HubbleMessage } from './hubble-message.ts'
import { messageBodies } from './message-bodies.ts'
import { readMessage } from './read-message.ts'

type Kind = keyof typeof messageBodies

const ORDER_STATUSES = new Set<unknown>(['SUCCESS', 'PROCESSING', 'FAILED', 'CANCELLED', 'REVERSED'])

/** Hubble has one URL for each kind of event, and one for the embedded store; their last segments are yours. */
const kindsOfSegment: Readonly<Record<string, readonly Kind[]>> = {
  orders: ['order'],
  brands: ['brand'],
  discounts: ['discount'],
  wallet: ['wallet'],
  store: ['store-transaction', 'store-brand'],
}

/**
 * Hubble's webhooks, those of the embedded store among them: signed in `X-Verify` with base64 of HMAC-SHA256 over the
 * raw body (Hubble API docs, webhooks; SDK docs, webhooks).
 *
 * A body names neither its event nor its id. Configure URLs in Hubble's portal that end in `/orders`, `/brands`,
 * `/discounts`, `/wallet` and `/store`, and the kind is known; on any other URL it is told by the shape of the body.
 *
 * A repetition is known by order and status, by transaction and status, or by brand, day and percentage; what has no
 * such key (a brand, the wallet) by an equal body within ten minutes.
 */
export const hubbleWebhooks: WebhookDefinition<HubbleMessage> = {
  provider: 'hubble',
  verification: { kind: 'hmac-sha256', header: 'x-verify', encoding: 'base64' },
  events: messageBodies,
  read(body, url) {
    const kinds = [...kindsOfUrl(url), kindOfShape(body)].filter((kind) => kind !== undefined)
    for (const kind of kinds) {
      const message = readMessage(kind, body)
      if (message !== undefined) return [message]
    }
    return [{ type: 'unparsed', data: hideCards(body) }]
  },
}

function kindsOfUrl({ pathname }: URL): readonly Kind[] {
  const segment = pathname.split('/').findLast((part) => part !== '') ?? ''
  return Object.hasOwn(kindsOfSegment, segment) ? (kindsOfSegment[segment] ?? []) : []
}

function kindOfShape(body: unknown): Kind | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const fields = body as Record<string, unknown>
  if (typeof fields['balance'] === 'number' && typeof fields['threshold'] === 'number') return 'wallet'
  if (typeof fields['transactionReferenceId'] === 'string') return 'store-transaction'
  if (typeof fields['event'] === 'string' && 'details' in fields) return 'store-brand'
  const isBrand = 'denominationType' in fields || 'amountRestrictions' in fields
  if ('subventionPercentage' in fields || ('brandId' in fields && !isBrand)) return 'discount'
  if (isBrand) return 'brand'
  const hasId = typeof fields['orderId'] === 'string' || typeof fields['id'] === 'string'
  return hasId && ORDER_STATUSES.has(fields['status']) ? 'order' : undefined
}
