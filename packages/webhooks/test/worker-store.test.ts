import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import { RateLimitedError, type Clock } from '@tenon/core'
import { createVirtualClock, settlePromises } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMemoryInbox,
  createWorker,
  type Claim,
  type Handle,
  type Inbox,
  type MessageEvent,
  type WorkerOptions,
} from '../src/index.ts'
import { message } from './support/message.ts'
import { createRecordingLogger } from './support/recording-logger.ts'

type Options = Omit<Partial<WorkerOptions<undefined>>, 'inbox'> & {
  readonly inbox?: (memory: Inbox<undefined>) => Partial<Inbox<undefined>>
}

const HOUR_MS = 3_600_000
const forever = (): Promise<never> => new Promise(() => {})

/** A started worker on an inbox in memory, of which some methods are replaced, with one message. */
async function working(handle: Handle<undefined>, { inbox: replace, ...options }: Options = {}) {
  const clock = createVirtualClock()
  const memory = createMemoryInbox({ clock })
  const inbox = { ...memory, ...replace?.(memory) }
  const logger = createRecordingLogger()
  const worker = createWorker({ clock, ...options, inbox, handle, logger })
  const events: MessageEvent['event'][] = []
  const listen = (event: unknown): void => void events.push((event as MessageEvent).event)
  subscribe('tenon:message', listen)
  onTestFinished(async () => {
    unsubscribe('tenon:message', listen)
    const stopped = worker.stop({ graceMs: 1 })
    await clock.advance(HOUR_MS)
    await stopped
    expect(clock.pendingTimers).toBe(0)
  })
  await memory.append([message({ id: '1' })])
  worker.start()
  await settlePromises()
  return { clock, memory, worker, events, lines: logger.lines }
}

describe.each([
  ['an hour behind', -HOUR_MS],
  ['an hour ahead', HOUR_MS],
])('a worker whose clock is %s of that of the inbox', (_, skewMs) => {
  const beside = (clock: Clock): Clock => ({ ...clock, wall: () => clock.wall() + skewMs })

  /** When the attempts were made, and how long the message had waited, by the inbox. */
  async function attempts(failure: (clock: Clock) => Error) {
    const clock = createVirtualClock()
    const inbox = createMemoryInbox({ clock })
    const moments: number[] = []
    const skewed = beside(clock)
    const worker = createWorker({
      inbox,
      clock: skewed,
      random: { ...fixed, fraction: () => 1 },
      handle() {
        moments.push(clock.wall())
        if (moments.length < 3) throw failure(skewed)
      },
    })
    const start = clock.wall()
    await inbox.append([message({ id: '1' })])
    worker.start()
    await clock.advance(500)
    const { oldestPendingMs } = await worker.health()
    await clock.advance(300_000)
    await worker.stop()
    return { moments: moments.map((moment) => moment - start), oldestPendingMs }
  }

  const fixed = { uuid: () => '', bytes: (count: number) => new Uint8Array(count) }

  test('tries again after the pause that it meant', async () => {
    const { moments } = await attempts(() => new Error('down'))
    expect(moments).toEqual([0, 1_000, 3_000])
  })

  test('tries again when the error allows it', async () => {
    const { moments } = await attempts(
      (clock) => new RateLimitedError({ message: 'slow', retryAt: new Date(clock.wall() + 60_000) }),
    )
    expect(moments).toEqual([0, 60_000, 120_000])
  })

  test('says for how long the oldest message has waited', async () => {
    const { oldestPendingMs } = await attempts(() => new Error('down'))
    expect(oldestPendingMs).toBe(500)
  })
})

describe('a commit that outlives its attempt', () => {
  const LIMITS = { attemptTimeoutMs: 1_000, leaseMs: 30_000 }

  test('is waited for, and told as what it was', async () => {
    const gate = Promise.withResolvers<void>()
    const { clock, memory, events, lines } = await working(
      (_message, { commit }) => commit(() => gate.promise),
      LIMITS,
    )
    await clock.advance(1_000)
    expect(events).toEqual([])
    gate.resolve()
    await settlePromises()
    expect(events).toEqual(['handled'])
    expect(await memory.counts()).toMatchObject({ done: 1, pending: 0 })
    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'message handled, but its attempt failed',
        fields: { reason: expect.stringContaining('longer than 1000 ms') },
      },
    ])
  })

  test('is waited for where there is nothing to write, too', async () => {
    const gate = Promise.withResolvers<void>()
    const { clock, events } = await working(() => {}, {
      ...LIMITS,
      inbox: (memory) => ({
        async complete(claim) {
          await gate.promise
          return memory.complete(claim)
        },
      }),
    })
    await clock.advance(1_000)
    gate.resolve()
    await settlePromises()
    expect(events).toEqual(['handled'])
  })

  test('and fails, fails the attempt', async () => {
    const gate = Promise.withResolvers<void>()
    const { clock, memory, events } = await working((_message, { commit }) => commit(() => gate.promise), {
      ...LIMITS,
      maxAttempts: 1,
    })
    await clock.advance(1_000)
    gate.reject(new Error('constraint'))
    await settlePromises()
    expect(events).toEqual(['dead'])
    expect(await memory.listSetAside()).toMatchObject([
      { reason: expect.stringContaining('longer than 1000 ms') },
    ])
  })

  test('is waited for no longer than a lease, and can then write nothing', async () => {
    const gate = Promise.withResolvers<void>()
    const commits: unknown[] = []
    const { clock, memory, events } = await working(
      async (_message, { commit, attempt }) => {
        if (attempt > 1) return
        const committed = commit(() => gate.promise)
        committed.catch((error: unknown) => commits.push(String(error)))
        await committed
      },
      { ...LIMITS, concurrency: 1 },
    )
    await clock.advance(30_999)
    expect(events).toEqual([])
    await clock.advance(1)
    expect(events).toEqual(['failed'])
    gate.resolve()
    await clock.advance(10_000)
    expect(commits).toEqual([expect.stringContaining('another attempt has the message')])
    expect(events).toEqual(['failed', 'handled'])
    expect((await memory.counts()).done).toBe(1)
  })

  test('after a handler that failed meanwhile makes the message done all the same', async () => {
    const gate = Promise.withResolvers<void>()
    const { events, lines } = await working((_message, { commit }) => {
      void commit(() => gate.promise)
      throw new Error('early')
    })
    expect(events).toEqual([])
    gate.resolve()
    await settlePromises()
    expect(events).toEqual(['handled'])
    expect(lines).toMatchObject([{ level: 'warn', fields: { reason: 'Error: early' } }])
  })

  test('is told as what it was when the worker stops', async () => {
    const gate = Promise.withResolvers<void>()
    const { clock, memory, worker, events } = await working((_message, { commit }) =>
      commit(() => gate.promise),
    )
    const stopped = worker.stop({ graceMs: 100 })
    await clock.advance(100)
    gate.resolve()
    await stopped
    expect(events).toEqual(['handled'])
    expect((await memory.counts()).done).toBe(1)
  })
})

test('an attempt that is released, and is not its own any more, is told as lost', async () => {
  const { clock, worker, events } = await working(forever, { inbox: () => ({ release: async () => false }) })
  const stopped = worker.stop({ graceMs: 100 })
  await clock.advance(100)
  await stopped
  expect(events).toEqual(['lost'])
})

describe('a worker that stops', () => {
  test.each<[string, Options['inbox']]>([
    ['look', () => ({ claim: forever })],
    ['prune', () => ({ prune: forever })],
    ['release', () => ({ release: forever })],
  ])('waits half a second beyond its grace for an inbox that does not let it %s', async (_, inbox) => {
    const { clock, worker, lines } = await working(forever, inbox === undefined ? {} : { inbox })
    let isStopped = false
    const stopped = worker.stop({ graceMs: 1_000 }).then(() => (isStopped = true))
    await clock.advance(1_499)
    expect(isStopped).toBe(false)
    await clock.advance(1)
    await stopped
    expect(lines.at(-1)).toMatchObject({
      level: 'warn',
      message: 'inbox: gives no answer to a worker that stops',
    })
  })

  test('aborts what runs when its grace is over, though a look gets no answer', async () => {
    const signals: AbortSignal[] = []
    let isSilent = false
    const { clock, worker, memory, events } = await working(
      (_message, { signal }) => {
        signals.push(signal)
        return forever()
      },
      { inbox: (inner) => ({ claim: (options) => (isSilent ? forever() : inner.claim(options)) }) },
    )
    isSilent = true
    await clock.advance(1_000)
    const stopped = worker.stop({ graceMs: 1_000 })
    await clock.advance(1_000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(events).toEqual(['released'])
    expect(await memory.claim({ limit: 1, leaseMs: 1 })).toMatchObject([{ attempt: 1 }])
    await clock.advance(500)
    await stopped
  })

  test('gives back what it is handed after that, and handles none of it', async () => {
    const answer = Promise.withResolvers<readonly Claim[]>()
    const handled: unknown[] = []
    let asked = 0
    const { memory, worker } = await working(({ id }) => void handled.push(id), {
      inbox: (inner) => ({
        claim: (options) => ((asked += 1) === 1 ? answer.promise : inner.claim(options)),
      }),
    })
    await memory.append([message({ id: '2' })])
    const stopped = worker.stop()
    answer.resolve(await memory.claim({ limit: 4, leaseMs: 30_000 }))
    await stopped
    expect(handled).toEqual([])
    expect(await memory.claim({ limit: 4, leaseMs: 1 })).toMatchObject([{ attempt: 1 }, { attempt: 1 }])
  })
})

test('the time of the last look is that of an answer', async () => {
  const first = Promise.withResolvers<void>()
  let isDown = false
  const { clock, worker } = await working(() => first.promise, {
    concurrency: 1,
    inbox: (inner) => ({
      claim: (options) => (isDown ? Promise.reject(new Error('down')) : inner.claim(options)),
    }),
  })
  const lookedAt = async () => (await worker.health()).lastLookAt?.getTime()
  const started = clock.wall()
  await clock.advance(10_000)
  expect(await lookedAt(), 'its hands are full, and it does not ask').toBe(started)
  isDown = true
  first.resolve()
  await clock.advance(10_000)
  expect(await lookedAt(), 'it asks, and gets no answer').toBe(started)
  isDown = false
  await clock.advance(1_000)
  expect(await lookedAt()).toBe(clock.wall())
})
