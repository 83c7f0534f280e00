import type { Outcome } from '@tenon/masonhub'

import type { StoredOrder } from '../store/stored-order.ts'
import { isPermanent } from './is-permanent.ts'
import { isSent } from './is-sent.ts'
import type { JobParts } from './job-parts.ts'
import { toMasonHubOrder } from './to-masonhub-order.ts'

/** Orders in one batch of the client, which makes requests of 30 out of it. */
const BATCH = 120
const PAUSE_MS = 1_000

/**
 * Sends every order that the vendor does not have. The orders are marked before they are sent; those that an
 * earlier run, or a copy of the app that is gone, had marked may be at the vendor, so they are looked up, and only the
 * missing ones are sent.
 */
export async function sendOrders(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store, news } = parts
  while (!stop.aborted) {
    const unclear = await store.orders.takeUnclear(BATCH)
    const unsent = unclear.length > 0 ? [] : await store.orders.takeUnsent(BATCH)
    if (unclear.length + unsent.length === 0) {
      if (await isSent(parts)) return
      await news.wait(PAUSE_MS, stop)
      continue
    }
    let unknown = await send(parts, [...unsent, ...(await missing(parts, unclear, stop))], stop)
    while (unknown.length > 0 && !stop.aborted) {
      await news.pause(PAUSE_MS, stop)
      unknown = await send(parts, await missing(parts, unknown, stop), stop)
    }
  }
}

/**
 * Takes note of the orders that the vendor has, and returns the others. While it cannot be asked, it is asked again;
 * a job that is stopped meanwhile sends none of them.
 */
async function missing(
  parts: JobParts,
  orders: readonly StoredOrder[],
  stop: AbortSignal,
): Promise<StoredOrder[]> {
  const { masonhub, store, news, logger } = parts
  const names = orders.map(({ name }) => name)
  while (orders.length > 0 && !stop.aborted) {
    const known = await masonhub.orders.find(names, { signal: stop }).catch((error: unknown) => {
      if (isPermanent(error)) throw error
      if (!stop.aborted) logger.warn({ error }, 'could not ask the warehouse for orders; trying again later')
    })
    if (known === undefined) {
      await news.pause(PAUSE_MS, stop)
      continue
    }
    await store.orders.accepted([...known.keys()])
    news.announce()
    return orders.filter(({ name }) => !known.has(name))
  }
  return []
}

/** Sends orders and keeps the outcome of each; returns those whose outcome is not known. */
async function send(
  parts: JobParts,
  orders: readonly StoredOrder[],
  stop: AbortSignal,
): Promise<StoredOrder[]> {
  const { masonhub, store, news, logger } = parts
  if (orders.length === 0 || stop.aborted) return []
  const { outcomes } = await masonhub.orders.create(
    orders.map(({ order }) => toMasonHubOrder(order)),
    { signal: stop },
  )
  const unknown = new Map(outcomes.filter(is('unknown')).map(({ identifier, error }) => [identifier, error]))
  for (const [order, error] of unknown)
    logger.warn({ order, error }, 'it is not known whether the order was taken')
  await store.orders.accepted(outcomes.filter(is('accepted')).map(({ identifier }) => identifier))
  await store.orders.refused(
    outcomes
      .filter(is('refused'))
      .map(({ identifier, messages }) => ({ name: identifier, reason: describe(messages) })),
  )
  news.announce()
  return orders.filter(({ name }) => unknown.has(name))
}

function is<Status extends Outcome['status']>(wanted: Status) {
  return (outcome: Outcome): outcome is Extract<Outcome, { status: Status }> => outcome.status === wanted
}

function describe(
  messages: readonly { readonly field?: string | undefined; readonly message: string }[],
): string {
  const said = messages.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`))
  return said.length === 0 ? 'no reason given' : said.join('; ')
}
