import { fork } from 'node:child_process'
import { once } from 'node:events'

import { Pool } from 'undici'

import { quantile } from '../rounds/quantile.ts'
import { BENCH_PATH, BENCH_TOKEN, benchDelivery } from './bench-webhook.ts'

/** Deliveries under way at one time, each on a connection of its own. */
export const SENDERS = 32
const WARM_UP = 2_000

export interface WebhookFigures {
  /** Answers with status 200: committed, and on disk. */
  readonly perSecond: number
  /** Milliseconds from sending to the answer. */
  readonly p50: number
  readonly p99: number
  readonly most: number
}

export interface WebhookLoad {
  /** A name in `webhookStores`. */
  readonly store: string
  readonly calls: number
  /** A worker handles what arrives, in the same process. */
  readonly handling: boolean
}

/** Sends deliveries to a receiver in a process of its own, as fast as they are acknowledged. */
export async function measureWebhooks({ store, calls, handling }: WebhookLoad): Promise<WebhookFigures> {
  const receiver = fork(new URL('receiving-process.ts', import.meta.url), [
    store,
    handling ? 'handling' : 'receiving',
  ])
  const [url] = (await once(receiver, 'message')) as [string]
  const pool = new Pool(url, { connections: SENDERS })
  let next = 0

  async function deliver(): Promise<void> {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: BENCH_PATH,
      headers: { authorization: `Bearer ${BENCH_TOKEN}`, 'content-type': 'application/json' },
      body: benchDelivery((next += 1)),
    })
    await body.dump()
    if (statusCode !== 200) throw new Error(`a delivery was answered ${statusCode}`)
  }

  async function send(count: number): Promise<number[]> {
    const times: number[] = []
    let left = count
    const sender = async (): Promise<void> => {
      while (left-- > 0) {
        const startedAt = performance.now()
        await deliver()
        times.push(performance.now() - startedAt)
      }
    }
    await Promise.all(Array.from({ length: SENDERS }, sender))
    return times
  }

  try {
    await send(WARM_UP)
    const startedAt = performance.now()
    const times = await send(calls)
    const perSecond = (calls / (performance.now() - startedAt)) * 1_000
    return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99), most: quantile(times, 1) }
  } finally {
    await pool.close()
    const ended = once(receiver, 'exit')
    receiver.disconnect()
    await ended
  }
}
