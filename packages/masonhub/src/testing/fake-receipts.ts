import type { Random } from '@tenon/core'

import type { InventoryStatus } from '../inventory/inventory-status.ts'
import type { LedgerChange } from './fake-ledger.ts'
import type { FakeReceivingDetails } from './fake-warehouse-records.ts'

/** MasonHub OpenAPI, `/data_factory/*`, with how often the guides say that they come. */
const DRAWN: readonly (readonly [InventoryStatus, number])[] = [
  ['available', 0.7],
  ['quality-control', 0.85],
  ['damaged', 0.95],
  ['refurbishing', 0.98],
  ['under-investigation', 1],
]

/** What came of a line. */
export interface Receipt {
  readonly total: number
  readonly details: FakeReceivingDetails
  readonly changes: readonly LedgerChange[]
}

interface Arrival {
  readonly sku: string
  /** Units that were announced, and are no longer expected. */
  readonly announced: number
  /** Units that came. */
  readonly came: number
  /** What becomes of each unit that is not drawn. */
  readonly status: InventoryStatus
  readonly isDrawn: boolean
  readonly locationId?: string | undefined
}

/** Receives a line: what was expected no longer is, and what came is in its status. */
export function receive(arrival: Arrival, random: Pick<Random, 'fraction'>): Receipt {
  const { sku, announced, came, status, isDrawn, locationId } = arrival
  const counts = new Map<InventoryStatus, number>()
  for (let unit = 0; unit < came; unit += 1) {
    const drawn = isDrawn ? draw(random) : status
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
  }
  const arrived = [...counts].map(([one, quantity]) => ({ sku, status: one, quantity, locationId }))
  return {
    total: came,
    details: Object.fromEntries([...counts].map(([one, quantity]) => [one, [{ notes: '', quantity }]])),
    changes: [{ sku, status: 'expected', quantity: -announced, locationId }, ...arrived],
  }
}

function draw(random: Pick<Random, 'fraction'>): InventoryStatus {
  const at = random.fraction()
  return DRAWN.find(([, until]) => at < until)?.[0] ?? 'available'
}
