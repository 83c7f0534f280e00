import { createReadStream } from 'node:fs'

import { readOrders } from '../orders-csv/index.ts'
import { chooseProduct } from './choose-product.ts'
import { followShipping } from './follow-shipping.ts'
import type { JobParts } from './job-parts.ts'
import { planReward } from './plan-reward.ts'
import { rewardCustomers } from './reward-customers.ts'
import { sendOrders } from './send-orders.ts'

/**
 * The job from the file to the last gift card. Its three steps run side by side: an order that has shipped is
 * rewarded while others are still being sent. Each step ends when there is nothing left for it, or when `stop`
 * fires; the store then knows where to go on.
 */
export async function runJob(parts: JobParts, inputPath: string, stop: AbortSignal): Promise<void> {
  const { store, hubble, settings } = parts
  await chooseProduct(parts, stop)
  if (store.fact('imported') === undefined) {
    await store.import(readOrders(createReadStream(inputPath)), (order) => planReward(order, settings.reward))
  }
  if (store.fact('wallet before') === undefined) {
    const { balance } = await hubble.wallet.balance({}, { signal: stop })
    store.keepFact('wallet before', String(balance))
  }
  const failed = new AbortController()
  const stopOrFailure = AbortSignal.any([stop, failed.signal])
  const steps = [sendOrders, followShipping, rewardCustomers].map((step) =>
    step(parts, stopOrFailure).catch((error: unknown) => {
      failed.abort(error)
      throw error
    }),
  )
  await Promise.allSettled(steps)
  if (failed.signal.aborted && !stop.aborted) throw failed.signal.reason
}
