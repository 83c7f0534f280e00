/** How far each status is, in the warehouse's own order; news that arrive late must not move an order back. */
const ranks = new Map(
  [
    'open',
    'backordered',
    'atWarehouse',
    'inProgress',
    'inProcess',
    'packed',
    'fulfilled',
    'completed',
    'partiallyTendered',
    'tendered',
    'partiallyInTransit',
    'inTransit',
    'partiallyDelivered',
    'delivered',
    'undeliverable',
    'canceled',
  ].map((status, rank) => [status, rank]),
)
const SHIPPED_FROM = ranks.get('fulfilled') as number

/** Undefined for a status that is not known: it says nothing about the way. */
export function rankOf(status: string): number | undefined {
  return ranks.get(status)
}

/** Has it left the warehouse? `fulfilled` is the first status that carries shipments. */
export function isShipped(status: string): boolean {
  const rank = rankOf(status)
  return rank !== undefined && rank >= SHIPPED_FROM && status !== 'canceled'
}
