import type { OrderStatus } from '../orders/order-status.ts'
import type { FakeShipment } from './fake-records.ts'

const WAY = ['manifested', 'tendered', 'inTransit', 'delivered'] as const
const PARTIAL: readonly OrderStatus[] = [
  'fulfilled',
  'partiallyTendered',
  'partiallyInTransit',
  'partiallyDelivered',
]
const WHOLE: readonly OrderStatus[] = ['fulfilled', 'tendered', 'inTransit', 'delivered']

/** How far a parcel is; one that cannot be delivered was on its way. */
export function parcelRank(status: string): number {
  return status === 'undeliverable' ? WAY.length : WAY.indexOf(status as (typeof WAY)[number])
}

/** The status of an order by those of its parcels (MasonHub OpenAPI, `/orderEvent`). */
export function statusByParcels(shipments: readonly Pick<FakeShipment, 'status'>[]): OrderStatus {
  const statuses = shipments.map(({ status }) => status)
  if (statuses.every((status) => status === 'undeliverable')) return 'undeliverable'
  const ranks = statuses.map((status) => (status === 'undeliverable' ? 2 : parcelRank(status)))
  const furthest = Math.max(...ranks)
  return (ranks.every((rank) => rank === furthest) ? WHOLE : PARTIAL)[furthest] ?? 'fulfilled'
}
