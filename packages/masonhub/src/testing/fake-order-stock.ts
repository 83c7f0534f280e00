import type { FakeLedger, LedgerChange } from './fake-ledger.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeOrder } from './fake-records.ts'

type StockOrder = Pick<FakeOrder, 'customer_identifier' | 'line_items'>

/** The units of an order's line: reserved, or owed. */
interface Reservation {
  readonly sku: string
  readonly allocated: number
  readonly backordered: number
}

/** Keeps the ledger in step with orders. */
export interface FakeOrderStock {
  /** Reserves what there is, and owes the rest. */
  taken(order: StockOrder): void
  /** What was reserved is gone, but for what was not shipped. */
  shipped(order: Pick<FakeOrder, 'customer_identifier' | 'shorts'>): void
  /** What was reserved is free again. */
  canceled(order: Pick<FakeOrder, 'customer_identifier'>): void
  replaced(former: StockOrder, order: StockOrder): void
}

export function createFakeOrderStock(
  { books }: Pick<FakePorts, 'books'>,
  ledger: FakeLedger,
): FakeOrderStock {
  const reserved = books.collection<readonly Reservation[]>('reservations')

  function reserve({ line_items }: StockOrder): Reservation[] {
    const left = new Map<string, number>()
    return line_items.map(({ sku_customer_id: sku, quantity }) => {
      const available = left.get(sku) ?? Math.max(0, ledger.quantity(sku, 'available'))
      const allocated = Math.min(available, quantity)
      left.set(sku, available - allocated)
      return { sku, allocated, backordered: quantity - allocated }
    })
  }

  function changesOf(reservations: readonly Reservation[], sign: 1 | -1): LedgerChange[] {
    return reservations.flatMap(({ sku, allocated, backordered }): LedgerChange[] => [
      { sku, status: 'available', quantity: -sign * allocated },
      { sku, status: 'allocated', quantity: sign * allocated },
      { sku, status: 'backordered', quantity: sign * backordered },
    ])
  }

  function taken(order: StockOrder): void {
    const reservations = reserve(order)
    reserved.set(order.customer_identifier, reservations)
    ledger.apply(changesOf(reservations, 1))
  }

  function canceled({ customer_identifier }: Pick<FakeOrder, 'customer_identifier'>): void {
    const reservations = reserved.get(customer_identifier)
    if (reservations === undefined) return
    reserved.delete(customer_identifier)
    ledger.apply(changesOf(reservations, -1))
  }

  return {
    taken,
    canceled,
    shipped({ customer_identifier, shorts }) {
      const reservations = reserved.get(customer_identifier)
      if (reservations === undefined) return
      reserved.delete(customer_identifier)
      const missing = new Map(shorts.map((short) => [short.sku_customer_id, short.quantity]))
      ledger.apply(
        reservations.flatMap(({ sku, allocated, backordered }): LedgerChange[] => {
          const short = Math.min(allocated, missing.get(sku) ?? 0)
          return [
            { sku, status: 'allocated', quantity: -allocated },
            { sku, status: 'shipped', quantity: allocated - short },
            { sku, status: 'available', quantity: short },
            { sku, status: 'backordered', quantity: -backordered },
          ]
        }),
      )
    },
    replaced(former, order) {
      canceled(former)
      taken(order)
    },
  }
}
