import type { FakeRequest, FakeRoute } from '@tenon/core/testing'

import {
  inboundShipmentInput,
  inboundShipmentUpdate,
  type CheckedInboundShipment,
  type CheckedInboundShipmentUpdate,
} from '../inbound-shipments/inbound-shipment-input.ts'
import { inboundShipmentOperations } from '../inbound-shipments/inbound-shipment-operations.ts'
import { pickGiven } from '../wire/pick-given.ts'
import { listIn, type FakeMessage } from './fake-answers.ts'
import { addressOf, locationById } from './fake-inventory-locations.ts'
import type { FakeLedger, LedgerChange } from './fake-ledger.ts'
import { isInWindow } from './fake-list-window.ts'
import type { FakePorts } from './fake-ports.ts'
import { fakeRecordRoutes } from './fake-record-routes.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeInboundShipment, FakeRecord, FakeSku } from './fake-warehouse-records.ts'

const SUMMARY_FIELDS = [
  'id',
  'customer_identifier',
  'customer_purchase_order_id',
  'expected_arrival_date',
  'arrived_at',
  'started_receiving_at',
  'finished_receiving_at',
  'version',
  'created_at',
  'updated_at',
  'deleted_at',
] as const

export function fakeInboundRoutes(
  ports: FakePorts,
  shipments: FakeStore<FakeInboundShipment>,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  pathPrefix: string,
): FakeRoute[] {
  function refuse(item: CheckedInboundShipmentUpdate): FakeMessage[] {
    const where = locationById(item.inventory_location_id)
    return [
      ...(where === undefined
        ? [{ field_name: 'inventory_location_id', errors: ['303: the inventory location does not exist'] }]
        : []),
      ...item.line_items.flatMap(({ customer_sku_id }, index) =>
        skus.get(customer_sku_id) === undefined
          ? [{ field_name: `line_items.${index}.customer_sku_id`, errors: ['303: the SKU does not exist'] }]
          : [],
      ),
    ]
  }

  function build(item: CheckedInboundShipmentUpdate, base: FakeRecord, version: number): FakeInboundShipment {
    const where = locationById(item.inventory_location_id)
    return {
      ...item,
      ...base,
      status: 'open',
      version,
      inventory_location_address: where === undefined ? '' : addressOf(where),
      line_items: item.line_items.map((line) => ({
        ...line,
        sku_id: skus.get(line.customer_sku_id)?.id ?? '',
      })),
      arrived_at: null,
      started_receiving_at: null,
      finished_receiving_at: null,
    }
  }

  return fakeRecordRoutes<FakeInboundShipment, CheckedInboundShipment, CheckedInboundShipmentUpdate>(
    {
      name: 'inbound_shipments',
      noun: 'InboundShipment',
      operations: inboundShipmentOperations,
      input: inboundShipmentInput,
      update: inboundShipmentUpdate,
      mostItems: 30,
      createStatus: 200,
      refuse,
      locked: ({ status }) =>
        status === 'open'
          ? []
          : [{ field_name: 'status', errors: ['409: must be in open status to be updated'] }],
      created: (item, base) => build(item, base, 1),
      updated: (item, former, base) => build(item, base, former.version + 1),
      deleted: (former, base) => ({ ...former, ...base, status: 'deleted', version: former.version + 1 }),
      stored: (record, former) => ledger.apply([...expectedOf(former, -1), ...expectedOf(record, 1)]),
      matches: isAskedFor,
      detail: (shipment) => shipment,
      summary,
    },
    shipments,
    ports,
    pathPrefix,
  )
}

function expectedOf(shipment: FakeInboundShipment | undefined, sign: 1 | -1): LedgerChange[] {
  return (shipment?.line_items ?? []).map(({ customer_sku_id, quantity }) => ({
    sku: customer_sku_id,
    status: 'expected',
    quantity: sign * quantity,
    locationId: shipment?.inventory_location_id,
  }))
}

function isAskedFor(shipment: FakeInboundShipment, request: FakeRequest): boolean {
  const status = request.url.searchParams.get('status') ?? 'all'
  const orders = listIn(request, 'cpid')
  return (
    (status === 'all' || shipment.status === status) &&
    (orders === undefined || orders.includes(shipment.customer_purchase_order_id)) &&
    isInWindow(shipment.expected_arrival_date, request)
  )
}

function summary(shipment: FakeInboundShipment): object {
  const { line_items, status } = shipment
  const isReceived = status === 'received'
  const total = line_items.reduce((sum, { quantity }) => sum + quantity, 0)
  const came = line_items.reduce((sum, line) => sum + (line.total_quantity_received ?? 0), 0)
  return {
    ...pickGiven(shipment, SUMMARY_FIELDS),
    status,
    total_items: line_items.length,
    total_quantity: total,
    total_value: 0,
    total_cost: 0,
    total_items_received: isReceived ? line_items.length : 0,
    total_quantity_received: isReceived ? came : 0,
    total_value_received: 0,
    total_cost_received: 0,
  }
}
