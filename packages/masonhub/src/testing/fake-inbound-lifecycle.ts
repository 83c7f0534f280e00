import type { FakeMessage } from './fake-answers.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import { receive, type Receipt } from './fake-receipts.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeInboundLine, FakeInboundShipment } from './fake-warehouse-records.ts'

export interface InboundStep {
  readonly customer_identifier: string
  readonly event: 'onDock' | 'receivingStarted' | 'receivingCompleted'
  readonly randomize_receipt_qty?: boolean | undefined
  readonly randomize_inventory_statuses?: boolean | undefined
}

/** Moves an inbound shipment on. Returns why not, if so. */
export type AdvanceInbound = (step: InboundStep) => FakeMessage[]

export function createInboundLifecycle(
  { clock, ids, random }: Pick<FakePorts, 'clock' | 'ids' | 'random'>,
  shipments: FakeStore<FakeInboundShipment>,
  ledger: FakeLedger,
  deliveries: FakeDeliveries,
): AdvanceInbound {
  function receiveLine(line: FakeInboundLine, step: InboundStep, locationId: string): Receipt {
    const announced = line.quantity
    // From none to twice what was announced.
    const came =
      step.randomize_receipt_qty === true ? Math.floor(random.fraction() * (2 * announced + 1)) : announced
    const isDrawn = step.randomize_inventory_statuses === true
    return receive(
      { sku: line.customer_sku_id, announced, came, status: 'available', isDrawn, locationId },
      random,
    )
  }

  function complete(shipment: FakeInboundShipment, step: InboundStep, now: string): FakeInboundShipment {
    const receipts = shipment.line_items.map((line) =>
      receiveLine(line, step, shipment.inventory_location_id),
    )
    ledger.apply(receipts.flatMap(({ changes }) => changes))
    return {
      ...shipment,
      status: 'received',
      finished_receiving_at: now,
      line_items: shipment.line_items.map((line, index) => ({
        ...line,
        total_quantity_received: receipts[index]?.total ?? 0,
        not_on_original_shipment: false,
        receiving_details: receipts[index]?.details ?? {},
      })),
    }
  }

  function moved(shipment: FakeInboundShipment, step: InboundStep, now: string): FakeInboundShipment {
    if (step.event === 'onDock') return { ...shipment, arrived_at: now }
    if (step.event === 'receivingStarted') {
      return {
        ...shipment,
        status: 'in-receiving',
        arrived_at: shipment.arrived_at ?? now,
        started_receiving_at: now,
      }
    }
    return complete(shipment, step, now)
  }

  return (step) => {
    const { customer_identifier, event } = step
    const shipment = shipments.get(customer_identifier)
    const refused = (error: string): FakeMessage[] => [{ field_name: 'customer_identifier', errors: [error] }]
    if (shipment === undefined)
      return refused('303: InboundShipment with that customer_identifier does not exist')
    if (shipment.status === 'received') return refused('409: is received already')
    const now = new Date(clock.wall()).toISOString()
    const next = { ...moved(shipment, step, now), version: shipment.version + 1, updated_at: now }
    shipments.put(next)
    const details = event === 'receivingCompleted' ? { details: { ...next, status: event } } : {}
    deliveries.announce('inboundShipmentEvent', [
      { id: ids.uuid(), customer_identifier, status: event, as_of: now, ...details },
    ])
    return []
  }
}
