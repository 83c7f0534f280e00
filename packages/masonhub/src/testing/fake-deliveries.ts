import { createHmac } from 'node:crypto'

import { deliver } from '@tenon/core/testing'

import type { MessageType } from '../callbacks/callback.ts'
import type { FakePorts } from './fake-ports.ts'
import type { FakeCallback, FakeDelivery, FakeHold } from './fake-records.ts'

const RETRY_DELAYS_MS = [200, 1_000, 3_000, 12_000]
const DELIVERY_TIMEOUT_MS = 5_000
const MOST_AT_ONCE = 8
const HELD_BACK_MS = 300

export interface FakeDeliveries {
  /** Every attempt of this process, in order. */
  readonly log: readonly FakeDelivery[]
  /**
   * Tells every callback that is registered for the type; where it depends on the version that was registered, `data`
   * is a function of it. What is held back waits, and of those with the same key only the latest.
   */
  announce(messageType: MessageType, data: EventData, key?: string): void
  /** Keeps messages of the type back. */
  hold(messageType: MessageType): void
  /** Delivers what was kept back, in the order in which it happened. */
  release(messageType: MessageType): void
  /** Goes on with what was not acknowledged when the books were closed. */
  resume(): void
  /** Resolves once no delivery is under way; none is started any more. */
  close(): Promise<void>
}

/** A list of events, the object of `snapshotReady`, or what makes one of them. */
type EventData = object | ((apiVersion: string) => object)

interface Waiting {
  readonly messageId: string
  readonly callbackId: string
  readonly data: object
  /** What it is the state of. */
  readonly key?: string | undefined
}

/** Delivers callbacks as the vendor does: until they are acknowledged, not always once, not always in order. */
export function createFakeDeliveries({
  options,
  books,
  clock,
  ids,
  random,
  schedule,
}: FakePorts): FakeDeliveries {
  const { retryDelaysMs = RETRY_DELAYS_MS, duplicates = 0, outOfOrder = 0, dialect = {} } = options
  const { deliverAfterMs = 0 } = options
  const callbacks = books.collection<FakeCallback>('callbacks')
  const unacknowledged = books.collection<Waiting>('deliveries')
  const holds = books.collection<FakeHold>('holds')
  const held = books.collection<Waiting>('held')
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
    const body = bodyOf(waiting, callback)
    const status = await deliver({
      url,
      headers: {
        'user-agent': 'MasonHub-Webhook/1.0',
        ...(isInHeader && { authorization: `Bearer ${token}` }),
        ...signatureOf(body),
      },
      body,
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

  function signatureOf(body: string): Record<string, string> {
    const { signature } = dialect
    if (signature === undefined) return {}
    const { secret, prefix = '' } = signature
    return { 'x-masonhub-signature': prefix + createHmac('sha256', secret).update(body).digest('hex') }
  }

  function begin(waiting: Waiting): void {
    held.delete(waiting.messageId)
    unacknowledged.set(waiting.messageId, waiting)
    const lateMs = deliverAfterMs + (random.fraction() < outOfOrder ? HELD_BACK_MS : 0)
    if (lateMs > 0) schedule.after(lateMs, () => enqueue(waiting, 1))
    else enqueue(waiting, 1)
  }

  function keepBack(waiting: Waiting): void {
    for (const former of held.values()) {
      const isSame = former.callbackId === waiting.callbackId && former.key === waiting.key
      if (isSame && waiting.key !== undefined) held.delete(former.messageId)
    }
    held.set(waiting.messageId, waiting)
  }

  function bodyOf(
    { messageId, data }: Waiting,
    { url, token, message_type, api_version }: FakeCallback,
  ): string {
    const envelope = {
      callback_url: url,
      message_type,
      message_id: messageId,
      // The contract has it for this type only.
      ...(message_type === 'rmaEvent' && { api_version }),
      ...(dialect.token === 'body' && token !== undefined && { token }),
      data,
    }
    return JSON.stringify(dialect.delivery === 'array' ? [envelope] : envelope)
  }

  return {
    log,
    announce(messageType, data, key) {
      for (const { id: callbackId, message_type, api_version } of callbacks.values()) {
        if (message_type !== messageType) continue
        const made: object =
          typeof data === 'function' ? (data as (version: string) => object)(api_version) : data
        const waiting = { messageId: ids.uuid(), callbackId, data: made, key }
        if (holds.get(messageType) === undefined) begin(waiting)
        else keepBack(waiting)
      }
    },
    hold(message_type) {
      const created_at = new Date(clock.wall()).toISOString()
      holds.set(message_type, holds.get(message_type) ?? { message_type, created_at })
    },
    release(messageType) {
      holds.delete(messageType)
      for (const waiting of held.values()) {
        if (callbacks.get(waiting.callbackId)?.message_type === messageType) begin(waiting)
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
