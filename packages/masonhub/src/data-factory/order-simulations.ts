import { z } from 'zod'

import { openEnum } from '../wire/open-enum.ts'
import { simulation } from './simulation.ts'

/*
 * MasonHub OpenAPI, `/data_factory/*`. They move on what would be moved on by people and parcels; the account must
 * have a callback registered for the event that it wants to see.
 */

const name = z.string().min(1)
const resolution = z.enum(['success', 'failure'])

const shipOrderFields = z.strictObject({
  /** Your id of the order: every part of it that can be is shipped. */
  order_customer_id: name.optional(),
  /** One part of an order; it wins over the other. */
  fulfillment_id: name.optional(),
  /** Default, also for what is not known, `UPS`. */
  shipping_provider: openEnum(['UPS', 'DHL', 'USPS']).optional(),
  /** Default, also for what is not known, `Ground`. */
  shipper_service_level: openEnum([
    'Ground',
    'GroundLW',
    '2DayAir',
    'NextDayAir',
    'NextDayAirSaver',
    'FirstClassMail',
    'PriorityMail',
  ]).optional(),
  /** Your ids of SKUs of which a unit is not shipped; name it twice for two. */
  shorts: z.array(name).readonly().optional(),
  /** Default 1; at most one for each line. */
  number_of_shipments: z.int().min(0).optional(),
  /** Default, also for what is not known, `RC1`. */
  inventory_location_short_code: name.optional(),
  include_serial_ids: z.boolean().optional(),
  include_lot_expiry: z.boolean().optional(),
  /** Needs `include_lot_expiry`. */
  randomize_lot_expiry: z.boolean().optional(),
})

const resolveUpdateFields = z.strictObject({
  order_update_request_id: name.optional(),
  order_customer_id: name.optional(),
  resolution,
})

const resolveCancelFields = z.strictObject({
  /** Your id of the order. */
  order_customer_id: name.optional(),
  /** One part of an order; it wins over the other. */
  fulfillment_id: name.optional(),
  resolution,
})

export const orderSimulations = {
  shipOrder: simulation(
    'shipOrder',
    shipOrderFields.refine(
      ({ order_customer_id, fulfillment_id }) => (order_customer_id ?? fulfillment_id) !== undefined,
      { path: ['order_customer_id'], message: 'or fulfillment_id is required' },
    ),
  ),
  orderShipment: simulation(
    'orderShipment',
    z.strictObject({
      tracking_number: name,
      /** Where the parcel is now. */
      event: z.enum(['tendered', 'inTransit', 'delivered', 'undeliverable']),
    }),
  ),
  resolveOrderUpdate: simulation(
    'resolveOrderUpdate',
    resolveUpdateFields.refine(
      (item) => (item.order_update_request_id ?? item.order_customer_id) !== undefined,
      { path: ['order_update_request_id'], message: 'or order_customer_id is required' },
    ),
  ),
  resolveOrderCancel: simulation(
    'resolveOrderCancel',
    resolveCancelFields.refine(
      ({ order_customer_id, fulfillment_id }) => (order_customer_id ?? fulfillment_id) !== undefined,
      { path: ['order_customer_id'], message: 'or fulfillment_id is required' },
    ),
  ),
}
