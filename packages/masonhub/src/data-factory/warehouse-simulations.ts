import { z } from 'zod'

import { simulation } from './simulation.ts'

const name = z.string().min(1)

const stock = z.strictObject({
  /** MasonHub's id of the SKU, and not yours. */
  sku_id: name,
  /** Default, also for 0, 1. */
  quantity: z.number().min(0).optional(),
})

/** What happens in the warehouse: MasonHub OpenAPI, `/data_factory/*`. */
export const warehouseSimulations = {
  /** Puts units on the shelf. */
  createAvailable: simulation('createAvailable', stock),
  /** Moves units from the shelf to `lost`. */
  loseInventory: simulation('loseInventory', stock),
  inboundShipmentEvent: simulation(
    'inboundShipmentEvent',
    z.strictObject({
      /** Your id of the inbound shipment. */
      customer_identifier: name,
      event: z.enum(['onDock', 'receivingStarted', 'receivingCompleted']),
      /** With `receivingCompleted`: not all that was announced comes, or more. Default false. */
      randomize_receipt_qty: z.boolean().optional(),
      /** With `receivingCompleted`: not all that comes is `available`. Default false. */
      randomize_inventory_statuses: z.boolean().optional(),
    }),
  ),
  rmaEvent: simulation(
    'rmaEvent',
    z.strictObject({
      /** Your id of the return. */
      customer_identifier: name,
      /** Default `'receiveFull'`. */
      event: z
        .enum([
          'receiveFull',
          'receivePartial',
          'receiveUnexpected',
          'receivingStarted',
          'tendered',
          'inTransit',
          'delivered',
          'undeliverable',
        ])
        .optional(),
      /** With a receipt: not all units get the status that was asked for. Default false. */
      randomize_inventory_statuses: z.boolean().optional(),
    }),
  ),
}
