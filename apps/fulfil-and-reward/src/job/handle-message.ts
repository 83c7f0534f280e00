import type { Hubble } from '@tenon/hubble'
import { parseOrderEvents } from '@tenon/masonhub'
import type { Handle } from '@tenon/webhooks'
import type { SqliteTransaction } from '@tenon/webhooks/sqlite'
import { z } from 'zod'

import type { JobStore } from '../store/job-store.ts'
import type { News } from './news.ts'

export interface MessageParts {
  readonly store: JobStore
  readonly hubble: Hubble
  readonly news: News
}

/**
 * What a callback leads to. MasonHub's order events move orders on, in the transaction that marks the message
 * as done; Hubble's say that an order is worth reading again, and no more.
 */
export function handleMessage({ store, hubble, news }: MessageParts): Handle<SqliteTransaction> {
  return async (message, context) => {
    if (message.provider === 'hubble') {
      const orderId = orderIdOf(message.data)
      if (message.type === 'order' && orderId !== undefined) hubble.orderChanged(orderId)
      return
    }
    const events = parseOrderEvents(message) ?? []
    await context.commit((transaction) => {
      for (const event of events) {
        if (event.status) store.moved(event.customer_identifier, event.status, transaction)
      }
    })
    news.announce()
  }
}

function orderIdOf(data: unknown): string | undefined {
  const parsed = z.object({ orderId: z.string() }).safeParse(data)
  return parsed.data?.orderId
}
