import { given } from '../wire/given.ts'
import type { MasonHubMessage } from './masonhub-message.ts'

/**
 * What a message is about: messages about the same thing are handled one after the other. One with events about several
 * things counts as about its first.
 */
export function entityOf(message: MasonHubMessage): string | undefined {
  switch (message.type) {
    case 'skuInventoryChange':
      return `sku:${message.data[0]?.customer_identifier}`
    case 'orderEvent':
      return `order:${message.data[0]?.customer_identifier}`
    case 'orderUpdateResolution':
    case 'orderCancelResolution':
      return `order:${message.data[0]?.customer_order_id}`
    case 'inboundShipmentEvent':
      return `inbound-shipment:${message.data[0]?.customer_identifier}`
    case 'rmaEvent':
      return `rma:${given(message.data[0]?.customer_identifier) ?? message.data[0]?.id}`
    default:
      return undefined
  }
}
