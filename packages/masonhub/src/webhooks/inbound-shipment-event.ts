import { z } from 'zod'

import { inboundShipment } from '../inbound-shipments/inbound-shipment.ts'
import { fold } from '../wire/fold.ts'
import { statusWord, type Open } from '../wire/open-enum.ts'
import { identifier, received, text } from '../wire/received.ts'

const STEPS = ['onDock', 'receivingStarted', 'receivingCompleted'] as const

export type InboundShipmentStep = Open<(typeof STEPS)[number]>

/** The contract ends with `receivingCompleted`, a release note and the guides with `receivingComplete`. */
const step = statusWord(STEPS).transform((word): InboundShipmentStep =>
  fold(word) === 'receivingcomplete' ? 'receivingCompleted' : word,
)

const eventFields = z
  .looseObject({
    /** Of the event, says the contract; one of its samples has the shipment's. */
    id: text,
    /** Your id of the shipment. */
    customer_identifier: identifier,
    status: received(step),
    /** When it was so. Newer is what has the later one. RFC 3339. */
    as_of: text,
    /** The shipment with what was received; only once receiving is completed. */
    details: received(inboundShipment),
  })
  // The contract's schema misspells it, its examples do not.
  .transform((event) => ({ ...event, status: event.status ?? received(step).parse(event['ststus']) }))

/** A delivery to the warehouse has come further. Source: MasonHub OpenAPI, `callback_inbound_shipment_event`. */
export interface InboundShipmentEvent extends z.output<typeof eventFields> {}

export const inboundShipmentEvent: z.ZodType<InboundShipmentEvent> = eventFields
