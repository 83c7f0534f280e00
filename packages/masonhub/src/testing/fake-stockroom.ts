import type { FakeRoute } from '@tenon/core/testing'

import type { InventoryStatus } from '../inventory/inventory-status.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import { createInboundLifecycle } from './fake-inbound-lifecycle.ts'
import { fakeInboundRoutes } from './fake-inbound-routes.ts'
import { fakeInventoryRoutes } from './fake-inventory-routes.ts'
import { fakeSnapshotRoutes } from './fake-inventory-snapshots.ts'
import { createFakeLedger } from './fake-ledger.ts'
import { createFakeOrderStock, type FakeOrderStock } from './fake-order-stock.ts'
import type { FakePorts } from './fake-ports.ts'
import { createReturnLifecycle } from './fake-return-lifecycle.ts'
import { fakeReturnRoutes } from './fake-return-routes.ts'
import { fakeSkuRoutes } from './fake-sku-routes.ts'
import { createFakeStore, type FakeStore } from './fake-store.ts'
import type { FakeInboundShipment, FakeRma, FakeSku } from './fake-warehouse-records.ts'
import { fakeWarehouseSimulations } from './fake-warehouse-simulations.ts'

/** What is in the warehouse, on its way to it, and on its way back. */
export interface FakeStockroom {
  readonly skus: Pick<FakeStore<FakeSku>, 'get' | 'values' | 'size'>
  readonly inboundShipments: Pick<FakeStore<FakeInboundShipment>, 'get' | 'values' | 'size'>
  readonly returns: Pick<FakeStore<FakeRma>, 'get' | 'values' | 'size'>
  readonly orderStock: FakeOrderStock
  /** Units of a SKU, by your id, in a status. */
  stock(sku: string, status: InventoryStatus): number
  routes(pathPrefix: string): FakeRoute[]
}

export function createFakeStockroom(ports: FakePorts, deliveries: FakeDeliveries): FakeStockroom {
  const skus = createFakeStore<FakeSku>(ports, 'skus')
  const shipments = createFakeStore<FakeInboundShipment>(ports, 'inbound-shipments')
  const returns = createFakeStore<FakeRma>(ports, 'returns')
  const ledger = createFakeLedger(ports, skus, deliveries)
  const parts = {
    skus,
    ledger,
    advanceInbound: createInboundLifecycle(ports, shipments, ledger, deliveries),
    advanceReturn: createReturnLifecycle(ports, returns, skus, ledger, deliveries),
  }
  return {
    skus,
    inboundShipments: shipments,
    returns,
    orderStock: createFakeOrderStock(ports, ledger),
    stock: (sku, status) => ledger.quantity(sku, status),
    routes: (pathPrefix) => [
      ...fakeSkuRoutes(ports, skus, ledger, pathPrefix),
      ...fakeInventoryRoutes(ports, skus, ledger, pathPrefix),
      ...fakeSnapshotRoutes(ports, skus, ledger, deliveries, pathPrefix),
      ...fakeInboundRoutes(ports, shipments, skus, ledger, pathPrefix),
      ...fakeReturnRoutes(ports, returns, skus, ledger, pathPrefix),
      ...fakeWarehouseSimulations(ports, parts, pathPrefix),
    ],
  }
}
