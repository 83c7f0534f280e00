import { isPermanent } from './is-permanent.ts'
import { isSent } from './is-sent.ts'
import type { JobParts } from './job-parts.ts'

/** With callbacks, asking is only for what a lost callback would hide. */
const WITH_CALLBACKS_MS = 15_000
const WITHOUT_CALLBACKS_MS = 5_000
const ORDERS_AT_A_TIME = 300
const LOOK_EVERY_MS = 1_000

/**
 * Asks the warehouse how far orders are: the only source of news where no callback can reach this process, and
 * the safety net where they can. Copies of the app share the asking: an order is asked after by one of them.
 */
export async function followShipping(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store, masonhub, news, settings, logger } = parts
  const everyMs =
    settings.callbackUrl === undefined && settings.live ? WITHOUT_CALLBACKS_MS : WITH_CALLBACKS_MS
  const startedAt = performance.now()
  let isFirst = true
  while (!stop.aborted) {
    // What an earlier run was waiting for may have happened meanwhile: that is asked after at once.
    const silentMs = isFirst ? performance.now() - startedAt : everyMs
    const waiting = await store.orders.takeSilent(ORDERS_AT_A_TIME, silentMs)
    if (waiting.length === 0) {
      isFirst = false
      if ((await isSent(parts)) && !(await store.orders.areUnderWay())) return
      await news.wait(LOOK_EVERY_MS, stop)
      continue
    }
    try {
      const found = await masonhub.orders.find(waiting, { signal: stop })
      await store.orders.moved([...found].flatMap(([name, { status }]) => (status ? [{ name, status }] : [])))
      news.announce()
    } catch (error) {
      if (isPermanent(error)) throw error
      if (stop.aborted) return
      logger.warn({ error }, 'could not ask the warehouse; trying again later')
      await news.pause(LOOK_EVERY_MS, stop)
    }
  }
}
