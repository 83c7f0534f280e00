import { chooseProduct } from './choose-product.ts'
import { followShipping } from './follow-shipping.ts'
import { importOrders } from './import-orders.ts'
import type { JobParts } from './job-parts.ts'
import { rewardCustomers } from './reward-customers.ts'
import { sendOrders } from './send-orders.ts'

/**
 * The job from the file to the last gift card. Its steps run side by side, in every copy of the app that works on it:
 * an order that has shipped is rewarded while others are still being read. Each step ends when nothing is left for
 * it in any copy, or when `stop` fires; the store then knows where to go on.
 */
export async function runJob(parts: JobParts, inputPath: string, stop: AbortSignal): Promise<void> {
  const { store, hubble } = parts
  await chooseProduct(parts, stop)
  if ((await store.facts.get('wallet before')) === undefined) {
    const { balance } = await hubble.wallet.balance({}, { signal: stop })
    await store.facts.keep('wallet before', String(balance))
  }
  const failed = new AbortController()
  const stopOrFailure = AbortSignal.any([stop, failed.signal])
  const steps = [
    importOrders(parts, inputPath, stopOrFailure),
    sendOrders(parts, stopOrFailure),
    followShipping(parts, stopOrFailure),
    rewardCustomers(parts, stopOrFailure),
  ]
  await Promise.allSettled(
    steps.map((step) =>
      step.catch((error: unknown) => {
        failed.abort(error)
        throw error
      }),
    ),
  )
  if (failed.signal.aborted && !stop.aborted) throw failed.signal.reason
}
