import { isPermanent } from './is-permanent.ts'
import type { JobParts } from './job-parts.ts'

/** With callbacks, asking is only for what a lost callback would hide. */
const WITH_CALLBACKS_MS = 15_000
const WITHOUT_CALLBACKS_MS = 5_000
const ORDERS_AT_A_TIME = 300

/**
 * Asks the warehouse how far orders are: the only source of news where no callback can reach this process, and
 * the safety net where they can.
 */
export async function followShipping(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store, masonhub, news, settings, logger } = parts
  const everyMs =
    settings.callbackUrl === undefined && settings.live ? WITHOUT_CALLBACKS_MS : WITH_CALLBACKS_MS
  // What an earlier run was waiting for may have happened meanwhile.
  let askedAt = store.unshipped().length > 0 ? Number.NEGATIVE_INFINITY : performance.now()
  while (!stop.aborted) {
    const { unsent, accepted, shipped, canceled } = store.counts()
    if (unsent === 0 && accepted === shipped + canceled) return
    if (performance.now() - askedAt < everyMs) {
      await news.wait(1_000, stop)
      continue
    }
    askedAt = performance.now()
    try {
      const waiting = store.unshipped()
      for (let from = 0; from < waiting.length; from += ORDERS_AT_A_TIME) {
        const found = await masonhub.orders.find(waiting.slice(from, from + ORDERS_AT_A_TIME), {
          signal: stop,
        })
        for (const [name, order] of found) if (order.status) store.moved(name, order.status)
      }
      news.announce()
    } catch (error) {
      if (isPermanent(error)) throw error
      if (!stop.aborted) logger.warn({ error }, 'could not ask the warehouse; trying again later')
    }
  }
}
