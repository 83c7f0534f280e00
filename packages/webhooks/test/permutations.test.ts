import { createSeededRandom, createVirtualClock } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { createMemoryInbox, createWorker } from '../src/index.ts'
import { message } from './support/message.ts'

const RANKS: Readonly<Record<string, number>> = { created: 0, picked: 1, packed: 2, shipped: 3, delivered: 4 }
const EVENTS = [
  ...Object.keys(RANKS).map((status, index) => ({ id: status, status, tracking: null, asOf: index })),
  { id: 'tracking', status: 'shipped', tracking: 'AWB-1', asOf: 3.5 },
]

/** What the vendor's events amount to, in whatever order they come: a status only moves forward. */
class OrderModel {
  status = 'created'
  tracking: string | null = null
  runs = 0

  apply({ status, tracking }: { status: string; tracking: string | null }): void {
    if ((RANKS[status] ?? -1) > (RANKS[this.status] ?? -1)) this.status = status
    this.tracking ??= tracking
    this.runs += 1
  }
}

function shuffled<T>(values: readonly T[], random: ReturnType<typeof createSeededRandom>): T[] {
  return values
    .map((value) => ({ value, at: random.fraction() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

test(
  '1,000 orders whose events come in any order, doubled and with failures between, end alike',
  { timeout: 60_000 },
  async () => {
    const random = createSeededRandom(54)
    const clock = createVirtualClock()
    const inbox = createMemoryInbox({ clock })
    const orders = new Map<string, OrderModel>()
    const busy = new Set<string>()
    let overlaps = 0
    const worker = createWorker({
      inbox,
      clock,
      random,
      concurrency: 8,
      async handle({ orderKey = '', data }, { commit }) {
        if (busy.has(orderKey)) overlaps += 1
        busy.add(orderKey)
        await Promise.resolve()
        if (random.fraction() < 0.1) {
          busy.delete(orderKey)
          throw new Error('now and then')
        }
        await commit(() => {
          const model = orders.get(orderKey) ?? new OrderModel()
          orders.set(orderKey, model)
          model.apply(data as (typeof EVENTS)[number])
          busy.delete(orderKey)
        })
      },
    })
    worker.start()
    for (let order = 0; order < 1_000; order += 10) {
      const deliveries = Array.from({ length: 10 }, (_, index) => `order ${order + index}`).flatMap(
        (orderKey) =>
          shuffled([...EVENTS, ...EVENTS.slice(0, 2)], random).map((event) =>
            message({ id: `${orderKey} ${event.id}`, orderKey, data: event }),
          ),
      )
      for (const delivery of deliveries) await inbox.append([delivery])
      const drained = worker.drained()
      await clock.advance(60_000)
      await drained
      await inbox.prune({ limit: 1 })
    }
    await worker.stop()
    const ends = new Set([...orders.values()].map((model) => JSON.stringify(model)))
    expect([...ends]).toEqual([
      JSON.stringify({ status: 'delivered', tracking: 'AWB-1', runs: EVENTS.length }),
    ])
    expect([orders.size, overlaps]).toEqual([1_000, 0])
  },
)
