import { z } from 'zod'

import type { MessageType } from '../callbacks/callback.ts'
import { skuSnapshot } from '../inventory/sku-snapshot.ts'
import { inboundShipmentEvent } from './inbound-shipment-event.ts'
import type { MessageData } from './masonhub-message.ts'
import { orderEvent } from './order-event.ts'
import { requestResolution } from './request-resolution.ts'
import { rmaEvent } from './rma-event.ts'
import { snapshotReady } from './snapshot-ready.ts'

/** What is in the `data` of each type of message, as the vendor sends it. */
export const eventSchemas: { readonly [Type in MessageType]: z.ZodType<MessageData[Type]> } = {
  skuInventoryChange: listed(skuSnapshot),
  orderEvent: listed(orderEvent),
  orderUpdateResolution: listed(requestResolution),
  orderCancelResolution: listed(requestResolution),
  inboundShipmentEvent: listed(inboundShipmentEvent),
  rmaEvent: listed(rmaEvent),
  snapshotReady,
}

/** Always a list in the contract; some pages of the vendor show a single one. */
function listed<Event>(event: z.ZodType<Event>): z.ZodType<Event[]> {
  return z.preprocess((data) => (Array.isArray(data) ? data : [data]), z.array(event).min(1))
}
