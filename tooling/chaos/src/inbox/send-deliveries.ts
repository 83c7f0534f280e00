import { setTimeout as delay } from 'node:timers/promises'

import type { Random } from '@tenon/core'

import { CHAOS_PATH, CHAOS_TOKEN } from './chaos-webhook.ts'

const SENDERS = 8
const ORDERS = 40
const DOUBLED = 0.05
const PATIENCE_MS = 10_000

export interface Sending {
  /** Ids that were answered 200. */
  readonly acknowledged: ReadonlySet<string>
  /** Deliveries that went out, repetitions included. */
  readonly sent: () => number
  /** Ends when what is under way is acknowledged. */
  readonly finish: () => Promise<void>
}

/**
 * Delivers as a vendor does: each message until somebody says 200, and now and then once more.
 *
 * @param signal ends it, with what is under way
 */
export function sendDeliveries(urls: () => readonly string[], random: Random, signal: AbortSignal): Sending {
  const acknowledged = new Set<string>()
  let isFinishing = false
  let next = 0
  let sent = 0

  async function isAccepted(id: string): Promise<boolean> {
    const receivers = urls()
    const url = receivers[Math.floor(random.fraction() * receivers.length)]
    if (url === undefined) return false
    sent += 1
    try {
      const response = await fetch(url + CHAOS_PATH, {
        method: 'POST',
        headers: { authorization: `Bearer ${CHAOS_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id, order: `order ${Number(id) % ORDERS}` }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      return response.status === 200
    } catch {
      return false
    }
  }

  async function send(): Promise<void> {
    while (!isFinishing && !signal.aborted) {
      const id = String((next += 1))
      while (!(await isAccepted(id))) {
        if (signal.aborted) return
        await delay(10)
      }
      acknowledged.add(id)
      if (random.fraction() < DOUBLED) await isAccepted(id)
    }
  }

  const senders = Promise.all(Array.from({ length: SENDERS }, send))
  return {
    acknowledged,
    sent: () => sent,
    async finish() {
      isFinishing = true
      await senders
    },
  }
}
