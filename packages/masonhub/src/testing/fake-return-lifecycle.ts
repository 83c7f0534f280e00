import type { InventoryStatus } from '../inventory/inventory-status.ts'
import type { FakeMessage } from './fake-answers.ts'
import type { FakeDeliveries } from './fake-deliveries.ts'
import type { FakeLedger } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import { receive } from './fake-receipts.ts'
import type { FakeStore } from './fake-store.ts'
import type { FakeRma, FakeSku } from './fake-warehouse-records.ts'

type RmaStepName =
  | 'receiveFull'
  | 'receivePartial'
  | 'receiveUnexpected'
  | 'receivingStarted'
  | 'tendered'
  | 'inTransit'
  | 'delivered'
  | 'undeliverable'

export interface ReturnStep {
  readonly customer_identifier: string
  readonly event?: RmaStepName | undefined
  readonly randomize_inventory_statuses?: boolean | undefined
}

/** Moves a return on. Returns why not, if so. */
export type AdvanceReturn = (step: ReturnStep) => FakeMessage[]

/** What a return asks for, as the ledger has it. */
const STATUSES: Readonly<Record<string, InventoryStatus>> = {
  qc: 'quality-control',
  quarantine: 'under-investigation',
  available: 'available',
  damaged: 'damaged',
}

type Line = FakeRma['line_items'][number]

export function createReturnLifecycle(
  { clock, ids, random }: Pick<FakePorts, 'clock' | 'ids' | 'random'>,
  rmas: FakeStore<FakeRma>,
  skus: FakeStore<FakeSku>,
  ledger: FakeLedger,
  deliveries: FakeDeliveries,
): AdvanceReturn {
  function receiveLine(line: Line, came: number, isDrawn: boolean): Line {
    const announced = line.not_on_original_rma === true ? 0 : line.quantity
    const status = STATUSES[line.return_inventory_status] ?? 'quality-control'
    const receipt = receive({ sku: line.customer_sku_id, announced, came, status, isDrawn }, random)
    ledger.apply(receipt.changes)
    return { ...line, quantity_received: receipt.total, receiving_details: { ...receipt.details } }
  }

  /** A unit of something that was not announced: of another SKU, if there is one. */
  function surprise({ line_items }: FakeRma): Line[] {
    const announced = new Set(line_items.map(({ customer_sku_id }) => customer_sku_id))
    const other = [...skus.values()].find(
      (sku) => sku.deleted_at === null && !announced.has(sku.customer_identifier),
    )
    const [first] = line_items
    if (first === undefined) return []
    const customer_sku_id = other?.customer_identifier ?? first.customer_sku_id
    return [{ ...first, customer_sku_id, quantity: 1, not_on_original_rma: true }]
  }

  function received(rma: FakeRma, step: ReturnStep, now: string): FakeRma {
    const { event, randomize_inventory_statuses = false } = step
    const lines = event === 'receiveUnexpected' ? [...rma.line_items, ...surprise(rma)] : rma.line_items
    const line_items = lines.map((line) => {
      const came = event === 'receivePartial' ? Math.floor(line.quantity / 2) : line.quantity
      return receiveLine(line, came, randomize_inventory_statuses)
    })
    return { ...rma, status: 'received', received_at: now, line_items }
  }

  /** The form depends on the version that the callback was registered with. */
  function announce(rma: FakeRma, word: string, isReceipt: boolean, as_of: string): void {
    const { id, customer_identifier } = rma
    deliveries.announce('rmaEvent', (apiVersion: string) => {
      if (apiVersion !== '2.0') return [{ ...rma, status: word }]
      if (!isReceipt) return [{ id, customer_identifier, event_type: word, as_of }]
      const details = { ...rma, processed_at: rma.received_at, version: String(rma.version) }
      return [{ id: ids.uuid(), customer_identifier, status: word, as_of, details }]
    })
  }

  return (step) => {
    const { customer_identifier, event = 'receiveFull' } = step
    const rma = rmas.get(customer_identifier)
    const refused = (error: string): FakeMessage[] => [{ field_name: 'customer_identifier', errors: [error] }]
    if (rma === undefined) return refused('303: Rma with that customer_identifier does not exist')
    if (rma.status === 'received') return refused('409: is received already')
    const now = new Date(clock.wall()).toISOString()
    const isReceipt = event.startsWith('receive') && event !== 'receivingStarted'
    const moved = isReceipt
      ? received(rma, { ...step, event }, now)
      : { ...rma, status: event === 'receivingStarted' ? ('in-receiving' as const) : rma.status }
    const next = { ...moved, version: rma.version + 1, updated_at: now }
    rmas.put(next)
    announce(next, isReceipt ? 'received' : event, isReceipt, now)
    return []
  }
}
