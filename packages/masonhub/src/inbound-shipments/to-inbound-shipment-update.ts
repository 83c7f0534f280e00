import { pickGiven } from '../wire/pick-given.ts'
import { pickNested } from '../wire/pick-nested.ts'
import {
  CARRIER_FIELDS,
  INBOUND_LINE_FIELDS,
  INBOUND_SHIPMENT_FIELDS,
  type InboundShipmentUpdate,
} from './inbound-shipment-input.ts'
import type { InboundShipment } from './inbound-shipment.ts'

/** A shipment as MasonHub has it, in the form that it takes: everything that an update would lose. */
export function toInboundShipmentUpdate(shipment: InboundShipment): InboundShipmentUpdate {
  const { carrier_information, line_items } = shipment
  return {
    ...pickGiven(shipment, INBOUND_SHIPMENT_FIELDS),
    ...(carrier_information && { carrier_information: pickNested(carrier_information, CARRIER_FIELDS) }),
    ...(line_items && { line_items: pickNested(line_items, INBOUND_LINE_FIELDS) }),
    // Whether it is complete is for the check of the update to say.
  } as InboundShipmentUpdate
}
