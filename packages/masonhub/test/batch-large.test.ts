import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'

import type { Middleware } from '@tenon/core'
import { expect, onTestFinished, test } from 'vitest'

import { createMasonHub, type MasonHubOptions } from '../src/index.ts'
import { hurriedClock } from './hurried-clock.ts'
import { aSku } from './warehouse-fixture.ts'

const COUNT = 10_000
const isBad = (index: number): boolean => index % 33 === 32

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that are in use. */
function heapInUse(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Counts how often each SKU is sent, and which are sent again although there was an answer about them. */
function countingSends() {
  const sends = new Map<string, number>()
  const answered = new Set<string>()
  const sentAfterAnswer: string[] = []
  const middleware: Middleware = {
    name: 'counting-sends',
    slot: 'attempt',
    wrap: (next) => async (request, call) => {
      if (request.method !== 'POST') return next(request, call)
      const items = JSON.parse(request.body as string) as { customer_identifier: string }[]
      for (const { customer_identifier } of items) {
        sends.set(customer_identifier, (sends.get(customer_identifier) ?? 0) + 1)
        if (answered.has(customer_identifier)) sentAfterAnswer.push(customer_identifier)
      }
      const response = await next(request, call)
      for (const { customer_identifier } of items) answered.add(customer_identifier)
      return response
    },
  }
  return { sends, sentAfterAnswer, middleware }
}

test(
  '10,000 SKUs, 3 % of them refused and 3 % of the connections dropped, all come out right',
  { timeout: 120_000 },
  async () => {
    const worker = new Worker(new URL('warehouse-fake-worker.ts', import.meta.url), {
      workerData: { dropProbability: 0.03, seed: 5 },
      execArgv: ['--conditions=@tenon/source'],
    })
    onTestFinished(async () => void (await worker.terminate()))
    const [{ options }] = (await once(worker, 'message')) as [{ options: MasonHubOptions }]
    const { sends, sentAfterAnswer, middleware } = countingSends()
    const masonhub = createMasonHub({
      ...options,
      clock: hurriedClock,
      retry: { retries: 0 },
      middleware: [middleware],
    })
    onTestFinished(() => masonhub.close())
    await masonhub.skus.create([aSku('OWNER', { customer_bar_code: 'TAKEN' })])

    const skus = Array.from({ length: COUNT }, (_, index) =>
      aSku(`SKU-${index}`, isBad(index) ? { customer_bar_code: 'TAKEN' } : {}),
    )
    const progress: number[] = []
    const heap: number[] = []
    const result = await masonhub.skus.create(skus, {
      concurrency: 4,
      rounds: 5,
      onProgress({ done, total }) {
        progress.push(done)
        expect(total).toBe(COUNT)
        if (done >= (heap.length + 1) * 1_000) heap.push(heapInUse())
      },
    })
    worker.postMessage('stop')
    const [books] = (await once(worker, 'message')) as [{ identifiers: string[]; faults: number }]

    expect(books.faults).toBeGreaterThan(5)
    expect(result.outcomes.map(({ identifier }) => identifier)).toEqual(
      skus.map((sku) => sku.customer_identifier),
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual(
      skus.map((_, index) => (isBad(index) ? 'refused' : 'accepted')),
    )
    expect(
      result.refused.every(
        ({ code, messages }) => code === '301' && messages[0]?.field === 'customer_bar_code',
      ),
    ).toBe(true)
    expect(new Set(books.identifiers).size).toBe(COUNT + 1 - result.refused.length)
    expect(books.identifiers).toHaveLength(COUNT + 1 - result.refused.length)

    // What was answered is never sent again, and of the rest only what a broken connection kept from arriving.
    expect(sentAfterAnswer).toEqual([])
    const again = [...sends.values()].reduce((sum, count) => sum + count - 1, 0)
    expect(again).toBeLessThan(COUNT * 0.06)

    expect(progress).toEqual(progress.toSorted((one, other) => one - other))
    expect(new Set(progress).size).toBe(progress.length)
    expect(progress.at(-1)).toBe(COUNT)

    // The outcomes and the records of some 350 calls remain: less than 1 kB an item, and nothing that grows with the work.
    const [first = 0] = heap
    expect(heap.length).toBeGreaterThanOrEqual(9)
    expect(((heap.at(-1) ?? 0) - first) / COUNT).toBeLessThan(1_000)
  },
)
