import type { Hubble, WalletGuard } from '@tenon/hubble'
import { parseOrderEvents } from '@tenon/masonhub'
import type { Handle } from '@tenon/webhooks'
import { z } from 'zod'

import type { JobStore } from '../store/job-store.ts'
import type { News } from './news.ts'

export interface MessageParts<Transaction> {
  readonly store: Pick<JobStore<Transaction>, 'orders'>
  readonly hubble: Pick<Hubble, 'orderChanged'>
  readonly wallet: Pick<WalletGuard, 'told'>
  readonly news: News
}

/**
 * What a callback leads to. MasonHub's order events move orders on, in the transaction that marks the message
 * as done; Hubble's say that an order, or the balance, is worth reading again, and no more.
 */
export function handleMessage<Transaction>({
  store,
  hubble,
  wallet,
  news,
}: MessageParts<Transaction>): Handle<Transaction> {
  return async (message, context) => {
    if (message.provider === 'hubble') {
      const orderId = orderIdOf(message.data)
      if (message.type === 'order' && orderId !== undefined) hubble.orderChanged(orderId)
      const low = message.type === 'wallet' ? lowBalance.safeParse(message.data).data : undefined
      if (low !== undefined) wallet.told(low)
      return
    }
    const moves = (parseOrderEvents(message) ?? []).flatMap(({ customer_identifier: name, status }) =>
      status ? [{ name, status }] : [],
    )
    await context.commit((transaction) => store.orders.movedWithin(transaction, moves))
    news.announce()
  }
}

const lowBalance = z.object({ balance: z.number(), threshold: z.number() })

function orderIdOf(data: unknown): string | undefined {
  const parsed = z.object({ orderId: z.string() }).safeParse(data)
  return parsed.data?.orderId
}
