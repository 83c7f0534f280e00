import { InvalidInputError, OutcomeUnknownError, TenonError } from '@tenon/core'
import type { OrderRequest, OrderResult } from '@tenon/hubble'

import type { ShopOrder } from '../orders-csv/index.ts'
import { StoreError } from '../store/store-error.ts'
import type { StoredOrder } from '../store/stored-order.ts'
import { isPermanent } from './is-permanent.ts'
import { isSent } from './is-sent.ts'
import type { JobParts } from './job-parts.ts'
import { referenceId } from './reference-id.ts'

const AT_A_TIME = 8
const PAUSE_MS = 2_000

/**
 * Places a gift-card order for each shipped order that is due one, until there can be no more, or until only money is
 * wanting: a wallet is topped up by hand, so waiting is for another run.
 */
export async function rewardCustomers(parts: JobParts, stop: AbortSignal): Promise<void> {
  const { store, news } = parts
  const productId = (await store.facts.get('product')) as string
  while (!stop.aborted && !(await store.imports.isDone())) await news.wait(PAUSE_MS, stop)
  await checkWallet(parts, stop)
  let waiting: StoredOrder[] = []
  let taking: Promise<void> | undefined

  /** The next order; those who come while some are being taken wait for the same ones. */
  async function next(): Promise<StoredOrder | undefined> {
    if (waiting.length === 0) {
      taking ??= store.rewards
        .takeDue(AT_A_TIME)
        .then((due) => void (waiting = [...due]))
        .finally(() => (taking = undefined))
      await taking
    }
    return waiting.shift()
  }

  async function work(): Promise<void> {
    while (!stop.aborted) {
      const due = await next()
      if (due !== undefined) await reward(parts, due, productId, stop)
      else if (await isOver(parts)) return
      else await news.wait(PAUSE_MS, stop)
    }
  }

  await Promise.all(Array.from({ length: AT_A_TIME }, work))
}

/** Says at the start that the wallet will not do, and keeps orders back that it cannot pay for. */
async function checkWallet({ store, settings, wallet, logger }: JobParts, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return
  const { rewardsPlanned, rewarded, rewardsFailed } = await store.report.counts()
  const wanted = ((rewardsPlanned - rewarded - rewardsFailed) * settings.reward.amountMinor) / 100
  if (wanted === 0) return
  try {
    const { covers, balance, missing } = await wallet.check(wanted, { signal: stop })
    if (!covers) logger.warn({ balance, wanted, missing }, 'the wallet does not cover all gift cards')
  } catch (error) {
    if (isPermanent(error)) throw error
    if (!stop.aborted) logger.warn({ error }, 'the wallet could not be looked at')
  }
}

/** Can no further reward become due, and is none due for which there is money? */
async function isOver(parts: JobParts): Promise<boolean> {
  const { store, wallet } = parts
  if (!(await isSent(parts)) || (await store.orders.areUnderWay())) return false
  return wallet.state.state === 'stopped' || !(await store.rewards.areDue())
}

/** While its outcome is not known it is due still, and its reference makes another try safe. */
async function reward(
  parts: JobParts,
  due: StoredOrder,
  productId: string,
  stop: AbortSignal,
): Promise<void> {
  const { hubble, wallet, store, settings, news, logger } = parts
  const { amountMinor, referencePrefix } = settings.reward
  const request = toGiftCardOrder(due.order, productId, amountMinor, referenceId(referencePrefix, due.name))
  try {
    await keep(await wallet.run(request.amount, () => hubble.placeOrder(request, { signal: stop })))
  } catch (error) {
    if (error instanceof StoreError || isPermanent(error)) throw error
    if (stop.aborted) return
    if (isFinal(error)) return store.rewards.failed(due.name, error.vendor?.message ?? error.message)
    logger.warn(
      { order: due.name, error },
      'the gift card is not ordered yet, or it is not known; trying again',
    )
    await store.rewards.giveBack(due.name, PAUSE_MS)
  }
  news.announce()

  async function keep(result: OrderResult): Promise<void> {
    const { outcome, order } = result
    if (outcome === 'processing') return store.rewards.giveBack(due.name, PAUSE_MS)
    if (outcome === 'succeeded') return store.rewards.placed(due.name, order.id)
    const reason = `gift-card order ${order.status}: ${order.failureReason ?? 'no reason given'}`
    return store.rewards.failed(due.name, reason)
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
