import { deliver } from '@tenon/core/testing'

import type { MessageType } from '../callbacks/callback.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeCallback, FakeDelivery } from './fake-records.ts'

const RETRY_DELAYS_MS = [200, 1_000, 3_000, 12_000]
const DELIVERY_TIMEOUT_MS = 5_000
const MOST_AT_ONCE = 8
const HELD_BACK_MS = 300

export interface FakeDeliveries {
  /** Every attempt of this process, in order. */
  readonly log: readonly FakeDelivery[]
  /** Tells every callback that is registered for the type. */
  announce(messageType: MessageType, data: readonly unknown[]): void
  /** Goes on with what was not acknowledged when the books were closed. */
  resume(): void
  /** Resolves once no delivery is under way; none is started any more. */
  close(): Promise<void>
}

interface Waiting {
  readonly messageId: string
  readonly callbackId: string
  readonly data: readonly unknown[]
}

/** Delivers callbacks as the vendor does: until they are acknowledged, not always once, not always in order. */
export function createFakeDeliveries({ options, books, ids, random, schedule }: FakePorts): FakeDeliveries {
  const { retryDelaysMs = RETRY_DELAYS_MS, duplicates = 0, outOfOrder = 0, dialect = {} } = options
  const callbacks = books.collection<FakeCallback>('callbacks')
  const unacknowledged = books.collection<Waiting>('deliveries')
  const log: FakeDelivery[] = []
  const queue: (() => Promise<void>)[] = []
  const underWay = new Set<Promise<void>>()
  let closed = false

  function enqueue(waiting: Waiting, attempt: number): void {
    queue.push(() => send(waiting, attempt))
    pump()
  }

  function pump(): void {
    while (!closed && underWay.size < MOST_AT_ONCE) {
      const next = queue.shift()
      if (next === undefined) return
      const running = next().finally(() => {
        underWay.delete(running)
        pump()
      })
      underWay.add(running)
    }
  }

  async function send(waiting: Waiting, attempt: number): Promise<void> {
    const { messageId, callbackId } = waiting
    const callback = callbacks.get(callbackId)
    if (callback === undefined) return unacknowledged.delete(messageId)
    const { url, token, message_type: messageType } = callback
    const isInHeader = token !== undefined && dialect.token !== 'body'
    const status = await deliver({
      url,
      headers: isInHeader ? { authorization: `Bearer ${token}` } : {},
      body: bodyOf(waiting, callback),
      timeoutMs: options.deliveryTimeoutMs ?? DELIVERY_TIMEOUT_MS,
    })
    log.push({ messageId, messageType, url, attempt, status })
    if (status !== undefined && status >= 200 && status < 300) {
      const isFirst = unacknowledged.get(messageId) !== undefined
      unacknowledged.delete(messageId)
      if (isFirst && random.fraction() < duplicates) enqueue(waiting, attempt + 1)
      return
    }
    // The vendor's guides say that an answer in the 400s is final.
    const delay = status !== undefined && status < 500 ? undefined : retryDelaysMs[attempt - 1]
    if (delay !== undefined) schedule.after(delay, () => enqueue(waiting, attempt + 1))
  }

  function bodyOf({ messageId, data }: Waiting, { url, token, message_type }: FakeCallback): string {
    const envelope = {
      callback_url: url,
      message_type,
      message_id: messageId,
      ...(dialect.token === 'body' && token !== undefined && { token }),
      data,
    }
    return JSON.stringify(dialect.delivery === 'array' ? [envelope] : envelope)
  }

  return {
    log,
    announce(messageType, data) {
      for (const callback of callbacks.values()) {
        if (callback.message_type !== messageType) continue
        const waiting = { messageId: ids.uuid(), callbackId: callback.id, data }
        unacknowledged.set(waiting.messageId, waiting)
        if (random.fraction() < outOfOrder) schedule.after(HELD_BACK_MS, () => enqueue(waiting, 1))
        else enqueue(waiting, 1)
      }
    },
    resume() {
      for (const waiting of unacknowledged.values()) enqueue(waiting, 1)
    },
    async close() {
      closed = true
      await Promise.allSettled(underWay)
    },
  }
}
