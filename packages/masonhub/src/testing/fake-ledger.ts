import type { InventoryStatus } from '../inventory/inventory-status.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import { addressOf, FAKE_LOCATIONS, locationById } from './fake-inventory-locations.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeSku } from './fake-warehouse-records.ts'

/** What is in the warehouse: not what is announced, owed or gone. */
const PRESENT: ReadonlySet<string> = new Set([
  'in-receiving',
  'received',
  'available',
  'allocated',
  'damaged',
  'quality-control',
  'under-investigation',
  'refurbishing',
  'lost',
])

/** Units that come into a status, or leave it. */
export interface LedgerChange {
  /** Your id of the SKU. */
  readonly sku: string
  readonly status: InventoryStatus
  /** Signed. */
  readonly quantity: number
  /** Default: the first warehouse. */
  readonly locationId?: string | undefined
}

interface LedgerRow {
  readonly skuId: string
  readonly locationId: string
  readonly status: InventoryStatus
  readonly quantity: number
  readonly asOf: string
}

/** How many units there are of each SKU, in each warehouse and status. */
export interface FakeLedger {
  /** Writes the changes down, and tells the new state of each SKU that it has. Of SKUs that it does not have it knows nothing. */
  apply(changes: readonly LedgerChange[]): void
  quantity(sku: string, status: InventoryStatus): number
  /** As the list, the file and the callback have it. */
  snapshotOf(sku: FakeSku): object
  /** As a SKU has it, with `include_counts`. */
  countsOf(sku: FakeSku): object
}

export function createFakeLedger(
  { books, clock }: Pick<FakePorts, 'books' | 'clock'>,
  skus: FakeStore<FakeSku>,
  deliveries: FakeDeliveries,
): FakeLedger {
  const rows = books.collection<LedgerRow>('ledger')
  /** The keys of the rows of each SKU: to look through all of them would take too long. */
  const keysOf = new Map<string, Set<string>>()
  for (const row of rows.values()) index(row)

  function keyOf({ skuId, locationId, status }: LedgerRow): string {
    return `${skuId} ${locationId} ${status}`
  }

  function index(row: LedgerRow): void {
    const keys = keysOf.get(row.skuId) ?? new Set()
    keysOf.set(row.skuId, keys.add(keyOf(row)))
  }

  function rowsOf(sku: FakeSku): LedgerRow[] {
    const all = [...(keysOf.get(sku.id) ?? [])].map((key) => rows.get(key))
    return all.filter((row) => row !== undefined && row.quantity !== 0) as LedgerRow[]
  }

  function now(): string {
    return new Date(clock.wall()).toISOString()
  }

  function sum(some: readonly LedgerRow[]): number {
    return some.reduce((total, { quantity }) => total + quantity, 0)
  }

  function totalsOf(all: readonly LedgerRow[]): { total_available_to_sell: number; total_units: number } {
    return {
      total_available_to_sell: sum(all.filter(({ status }) => status === 'available')),
      total_units: sum(all.filter(({ status }) => PRESENT.has(status))),
    }
  }

  function byStatus(all: readonly LedgerRow[]): object[] {
    const statuses = [...new Set(all.map(({ status }) => status))]
    return statuses.map((inventory_status) => {
      const some = all.filter(({ status }) => status === inventory_status)
      return { inventory_status, count: sum(some), as_of: some[0]?.asOf }
    })
  }

  function snapshotOf(sku: FakeSku): object {
    const all = rowsOf(sku)
    const status_counts = all.map(({ status, quantity, locationId, asOf }) => {
      const location = locationById(locationId) ?? FAKE_LOCATIONS[0]
      return {
        as_of: asOf,
        inventory_location_address: addressOf(location),
        inventory_location_id: locationId,
        inventory_status: status,
        quantity,
      }
    })
    const { customer_identifier, id } = sku
    return { as_of: now(), customer_identifier, sku_id: id, ...totalsOf(all), status_counts }
  }

  return {
    snapshotOf,
    apply(changes) {
      const changed = new Map<string, FakeSku>()
      for (const { sku, status, quantity, locationId = FAKE_LOCATIONS[0].id } of changes) {
        const record = skus.get(sku)
        if (record === undefined || quantity === 0) continue
        const row = { skuId: record.id, locationId, status, quantity, asOf: now() }
        rows.set(keyOf(row), { ...row, quantity: (rows.get(keyOf(row))?.quantity ?? 0) + quantity })
        index(row)
        changed.set(record.id, record)
      }
      for (const record of changed.values()) {
        deliveries.announce('skuInventoryChange', [snapshotOf(record)], record.id)
      }
    },
    quantity(sku, status) {
      const record = skus.get(sku)
      return record === undefined ? 0 : sum(rowsOf(record).filter((row) => row.status === status))
    },
    countsOf(sku) {
      const all = rowsOf(sku)
      const places = [...new Set(all.map(({ locationId }) => locationId))]
      return {
        sku_id: sku.id,
        customer_identifier: sku.customer_identifier,
        ...totalsOf(all),
        counts_by_status: byStatus(all),
        inventory_counts_by_status_and_distribution_center: places.map((id) => {
          const { name, street_line_one, street_line_two, city, locale_code, postal_code } =
            locationById(id) ?? FAKE_LOCATIONS[0]
          return {
            distribution_center: {
              id,
              name,
              street_line_one,
              street_line_two,
              city,
              locale: locale_code,
              postal_code,
            },
            counts_by_status: byStatus(all.filter(({ locationId }) => locationId === id)),
          }
        }),
        as_of: now(),
      }
    },
  }
}
