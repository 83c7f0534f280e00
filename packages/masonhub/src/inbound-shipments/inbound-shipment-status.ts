import { statusWord, type Open } from '../wire/open-enum.ts'

/** MasonHub OpenAPI, `inbound_shipment_detail.status`; some pages have the words of the events in its place. */
const INBOUND_SHIPMENT_STATUSES = [
  /** May be changed and deleted. */
  'open',
  'in-receiving',
  'received',
  'deleted',
] as const

/** Known words come in the contract's spelling, whatever the vendor's was; an unknown one as it came. */
export type InboundShipmentStatus = Open<(typeof INBOUND_SHIPMENT_STATUSES)[number]>

export const inboundShipmentStatus = statusWord(INBOUND_SHIPMENT_STATUSES)
