import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import { createVirtualClock, settlePromises, type VirtualClock } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMemoryInbox,
  createWorker,
  type Inbox,
  type MessageEvent,
  type WorkerOptions,
} from '../src/index.ts'
import { withToken, envelope } from './support/deliveries.ts'
import { message } from './support/message.ts'
import { receiving } from './support/receiving.ts'
import { createRecordingLogger } from './support/recording-logger.ts'

function working(options: Partial<WorkerOptions<undefined>> & { readonly clock: VirtualClock }) {
  const { clock, inbox = createMemoryInbox({ clock }) } = options
  const logger = createRecordingLogger()
  const worker = createWorker({ handle: () => {}, ...options, inbox, logger })
  worker.start()
  onTestFinished(async () => {
    const stopped = worker.stop({ graceMs: 1 })
    await clock.advance(1)
    await stopped
  })
  return { inbox, worker, logger }
}

describe('a lease', () => {
  const forever = (): Promise<void> => new Promise(() => {})

  test('is renewed while a handler runs, however long', async () => {
    const clock = createVirtualClock()
    const { inbox } = working({ clock, handle: forever, leaseMs: 30_000, attemptTimeoutMs: 600_000 })
    await inbox.append([message({ id: '1' })])
    await clock.advance(599_000)
    expect(await inbox.claim({ limit: 1, leaseMs: 1 })).toEqual([])
  })

  test('is renewed no more once the attempt has taken too long', async () => {
    const clock = createVirtualClock()
    let renewals = 0
    const memory = createMemoryInbox({ clock })
    const inbox: Inbox<undefined> = {
      ...memory,
      renew(claim, leaseMs) {
        renewals += 1
        return memory.renew(claim, leaseMs)
      },
    }
    working({ clock, inbox, handle: forever, leaseMs: 30_000, attemptTimeoutMs: 60_000, maxAttempts: 1 })
    await inbox.append([message({ id: '1' })])
    await clock.advance(600_000)
    expect(renewals).toBe(5)
  })

  test('that was lost aborts the attempt', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryInbox({ clock })
    const signals: AbortSignal[] = []
    const inbox: Inbox<undefined> = { ...memory, renew: async () => false }
    working({
      clock,
      inbox,
      leaseMs: 30_000,
      handle(_message, { signal }) {
        signals.push(signal)
        return forever()
      },
    })
    await inbox.append([message({ id: '1' })])
    await clock.advance(9_999)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await clock.advance(1)
    expect(String(signals[0]?.reason)).toContain('its lease was lost')
  })

  test('that cannot be renewed for a moment is renewed later', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryInbox({ clock })
    let isDown = true
    const inbox: Inbox<undefined> = {
      ...memory,
      renew: (claim, leaseMs) => (isDown ? Promise.reject(new Error('down')) : memory.renew(claim, leaseMs)),
    }
    const { logger } = working({ clock, inbox, handle: forever, leaseMs: 30_000, attemptTimeoutMs: 600_000 })
    await inbox.append([message({ id: '1' })])
    await clock.advance(10_000)
    isDown = false
    await clock.advance(60_000)
    expect(await memory.claim({ limit: 1, leaseMs: 1 })).toEqual([])
    expect(logger.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { fields: { reason: 'Error: down' } },
    ])
  })
})

test('what is past its time is forgotten at the start and every hour', async () => {
  const clock = createVirtualClock()
  const inbox = createMemoryInbox({ clock })
  await inbox.append(Array.from({ length: 2_500 }, (_, index) => message({ data: index })))
  const { worker } = working({ clock, inbox, pruneEveryMs: 3_600_000 })
  const drained = worker.drained()
  await clock.advance(60_000)
  await drained
  expect((await inbox.counts()).done).toBe(2_500)
  await clock.advance(3_600_000)
  expect((await inbox.counts()).done).toBe(0)
})

test('health tells what runs, what waits, and for how long', async () => {
  const clock = createVirtualClock()
  const end = Promise.withResolvers<void>()
  const { inbox, worker } = working({ clock, concurrency: 1, handle: () => end.promise })
  await settlePromises()
  expect(await worker.health()).toMatchObject({ state: 'started', running: 0, oldestPendingMs: 0 })
  await inbox.append([message({ id: '1' }), message({ id: '2' })])
  await clock.advance(5_000)
  expect(await worker.health()).toMatchObject({
    running: 1,
    oldestPendingMs: 5_000,
    inbox: { pending: 2, done: 0 },
    lastLookAt: new Date(clock.wall() - 5_000),
  })
  end.resolve()
  await worker.stop()
  expect(await worker.health()).toMatchObject({ state: 'stopped', running: 0 })
})

test('whoever listens hears what became of each message, and nothing of what it says', async () => {
  const events: MessageEvent[] = []
  const listen = (event: unknown): void => void events.push(event as MessageEvent)
  subscribe('tenon:message', listen)
  onTestFinished(() => void unsubscribe('tenon:message', listen))
  const clock = createVirtualClock()
  const { receiver, inbox } = receiving({ clock })
  const request = (id: string) => withToken(envelope(id, { data: [{ secret: 'of the order' }] }))
  await receiver(request('good'))
  await receiver(request('good'))
  await receiver(request('bad'))
  const { worker } = working({
    clock,
    inbox,
    concurrency: 1,
    maxAttempts: 2,
    handle({ id }) {
      if (id === 'bad') throw new RangeError('no')
    },
  })
  const drained = worker.drained()
  await clock.advance(10_000)
  await drained
  expect(
    events.map(({ event, messageId, outcome, attempt }) => [event, messageId, outcome ?? attempt]),
  ).toEqual([
    ['received', 'good', 'stored'],
    ['received', 'good', 'duplicate'],
    ['received', 'bad', 'stored'],
    ['handled', 'good', 1],
    ['failed', 'bad', 1],
    ['dead', 'bad', 2],
  ])
  expect(events.at(-1)).toMatchObject({ provider: 'masonhub', type: 'orderEvent', reason: 'RangeError: no' })
  expect(JSON.stringify(events)).not.toContain('of the order')
})
