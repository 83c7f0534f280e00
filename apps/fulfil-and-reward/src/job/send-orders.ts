import type { Outcome } from '@tenon/masonhub'

import type { StoredOrder } from '../store/job-store.ts'
import type { JobParts } from './job-parts.ts'
import { toMasonHubOrder } from './to-masonhub-order.ts'

/** Orders in one batch of the client, which makes requests of 30 out of it. */
const BATCH = 120
const PAUSE_MS = 1_000

/**
 * Sends every order that the vendor does not have. The orders are marked before they are sent; those that an
 * earlier run had marked may be at the vendor, so they are looked up, and only the missing ones are sent.
 */
export async function sendOrders(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store } = parts
  for (let orders = store.unclear(); !stop.aborted; orders = store.takeUnsent(BATCH)) {
    let unknown = await send(parts, await missing(parts, orders, stop), stop)
    while (unknown.length > 0 && !stop.aborted) {
      await parts.news.wait(PAUSE_MS, stop)
      unknown = await send(parts, await missing(parts, unknown, stop), stop)
    }
    if (orders.length === 0 && store.counts().unsent === 0) return
  }
}

/** Takes note of the orders that the vendor has, and returns the others. */
async function missing(
  parts: JobParts,
  orders: readonly StoredOrder[],
  stop: AbortSignal,
): Promise<StoredOrder[]> {
  if (orders.length === 0 || stop.aborted) return []
  const known = await parts.masonhub.orders.find(
    orders.map(({ name }) => name),
    { signal: stop },
  )
  for (const { name } of orders) if (known.has(name)) parts.store.accepted(name)
  parts.news.announce()
  return orders.filter(({ name }) => !known.has(name))
}

/** Sends orders and keeps the outcome of each; returns those whose outcome is not known. */
async function send(
  parts: JobParts,
  orders: readonly StoredOrder[],
  stop: AbortSignal,
): Promise<StoredOrder[]> {
  const { masonhub, store, news, logger } = parts
  if (orders.length === 0 || stop.aborted) return []
  const result = await masonhub.orders.create(
    orders.map(({ order }) => toMasonHubOrder(order)),
    { signal: stop },
  )
  for (const outcome of result.outcomes) keep(outcome)
  news.announce()
  const unknown = new Set(result.unknown.map((item) => item.identifier))
  return orders.filter(({ name }) => unknown.has(name))

  function keep(outcome: Outcome): void {
    if (outcome.status === 'accepted') store.accepted(outcome.identifier)
    else if (outcome.status === 'refused') store.refused(outcome.identifier, describe(outcome.messages))
    else
      logger.warn(
        { order: outcome.identifier, error: outcome.error },
        'it is not known whether the order was taken',
      )
  }
}

function describe(
  messages: readonly { readonly field?: string | undefined; readonly message: string }[],
): string {
  const said = messages.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`))
  return said.length === 0 ? 'no reason given' : said.join('; ')
}
