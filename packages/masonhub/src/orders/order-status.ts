import { statusWord, type Open } from '../wire/open-enum.ts'

/*
 * MasonHub OpenAPI has three vocabularies for the status of an order: the schema's (`at_warehouse`), the events'
 * (`atWarehouse`) and the examples' (`inProgress`). These are the words of all three.
 */
const ORDER_STATUSES = [
  /** Received, not picked. */
  'open',
  'backordered',
  /** Confirmed by the warehouse. */
  'atWarehouse',
  /** Being picked. */
  'inProcess',
  'inProgress',
  /** In its boxes. */
  'packed',
  /** Labelled, ready for the carrier: the shipments have their tracking numbers. */
  'fulfilled',
  'completed',
  'partiallyTendered',
  'tendered',
  'partiallyInTransit',
  'inTransit',
  'partiallyDelivered',
  'delivered',
  'undeliverable',
  'canceled',
] as const

const SHIPMENT_STATUSES = ['manifested', 'tendered', 'inTransit', 'delivered', 'undeliverable'] as const

/** Known words come in camelCase, whatever the vendor's spelling was; an unknown one as it came. */
export type OrderStatus = Open<(typeof ORDER_STATUSES)[number]>
export type ShipmentStatus = Open<(typeof SHIPMENT_STATUSES)[number]>

export const orderStatus = statusWord(ORDER_STATUSES)
export const shipmentStatus = statusWord(SHIPMENT_STATUSES)
