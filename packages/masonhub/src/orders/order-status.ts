import { statusWord, type Open } from '../wire/open-enum.ts'

/*
 * MasonHub OpenAPI has three vocabularies for the status of an order: the schema's (`at_warehouse`), the events'
 * (`atWarehouse`) and the examples' (`inProgress`). These are the words of all three.
 */

/** The known statuses in the order in which an order goes through them; a canceled one may come from anywhere. */
export const ORDER_STATUSES = [
  /** Received, not picked. */
  'open',
  'backordered',
  /** Confirmed by the warehouse. */
  'atWarehouse',
  /** The examples' and the portal's word for all between `open` and `fulfilled`. */
  'inProgress',
  /** Being picked. */
  'inProcess',
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
