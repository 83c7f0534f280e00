import { InvalidInputError, OutcomeUnknownError, TenonError } from '@tenon/core'
import type { OrderRequest, OrderResult } from '@tenon/hubble'

import type { ShopOrder } from '../orders-csv/index.ts'
import type { StoredOrder } from '../store/job-store.ts'
import { isPermanent } from './is-permanent.ts'
import type { JobParts } from './job-parts.ts'
import { referenceId } from './reference-id.ts'

const AT_A_TIME = 8
const PAUSE_MS = 2_000

/** Places a gift-card order for each shipped order that is due one, until there can be no more. */
export async function rewardCustomers(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store, news } = parts
  const productId = store.fact('product') as string
  while (!stop.aborted) {
    const due = store.dueRewards()
    if (due.length > 0) {
      const settled = await inParallel(due, (order) => reward(parts, order, productId, stop), stop)
      news.announce()
      if (settled) continue
    } else if (isOver(parts)) return
    await news.wait(PAUSE_MS, stop)
  }
}

/** No reward is open, and none can become due. */
function isOver({ store }: JobParts): boolean {
  const { unsent, accepted, shipped, canceled } = store.counts()
  return unsent === 0 && accepted === shipped + canceled
}

/** False while its outcome is not known: it is due still, and its reference makes another try safe. */
async function reward(
  parts: JobParts,
  due: StoredOrder,
  productId: string,
  stop: AbortSignal,
): Promise<boolean> {
  const { hubble, store, settings, logger } = parts
  const request = toGiftCardOrder(
    due.order,
    productId,
    settings.reward.amountMinor,
    referenceId(settings.reward.referencePrefix, due.name),
  )
  try {
    return keep(await hubble.placeOrder(request, { signal: stop }))
  } catch (error) {
    if (stop.aborted) return false
    if (isPermanent(error)) throw error
    if (!isFinal(error)) {
      logger.warn(
        { order: due.name, error },
        'the gift card is not ordered yet, or it is not known; trying again',
      )
      return false
    }
    store.rewardFailed(due.name, error.vendor?.message ?? error.message)
    return true
  }

  function keep(result: OrderResult): boolean {
    if (result.outcome === 'processing') return false
    if (result.outcome === 'succeeded') store.rewarded(due.name, result.order.id)
    else
      store.rewardFailed(
        due.name,
        `gift-card order ${result.order.status}: ${result.order.failureReason ?? 'no reason given'}`,
      )
    return true
  }
}

/** A brand that is switched off for a while, and a wallet that is empty and may be filled. */
const PASSING = new Set(['E100', 'E300'])

/** Did the vendor, or the client before sending, say no for good? */
function isFinal(error: unknown): error is TenonError {
  if (OutcomeUnknownError.isInstance(error) || !TenonError.isInstance(error)) return false
  if (PASSING.has(error.vendor?.id ?? '')) return false
  return InvalidInputError.isInstance(error) || (error.code === 'HTTP' && !error.retryable)
}

function toGiftCardOrder(
  order: ShopOrder,
  productId: string,
  amountMinor: number,
  reference: string,
): OrderRequest {
  const amount = amountMinor / 100
  return {
    productId,
    referenceId: reference,
    amount,
    denominationDetails: [{ denomination: amount, quantity: 1 }],
    customerDetails: {
      name: order.customerName,
      phoneNumber: (order.phone ?? '').replaceAll(/\D/g, '').slice(-10),
      email: order.email ?? '',
    },
  }
}

/** True if every piece of work was. */
async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<boolean>,
  stop: AbortSignal,
): Promise<boolean> {
  const queue = items.values()
  let all = true
  async function worker(): Promise<void> {
    for (const item of queue) {
      if (stop.aborted) return
      all = (await work(item)) && all
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return all
}
