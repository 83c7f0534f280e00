import { ClosedError, ConfigurationError, RateLimitedError } from '@tenon/core'
import {
  createSeededRandom,
  createVirtualClock,
  settlePromises,
  type VirtualClock,
} from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMemoryInbox,
  createWorker,
  type Handle,
  type HandlerContext,
  type Inbox,
  type InboxMessage,
  type Worker,
  type WorkerOptions,
} from '../src/index.ts'
import { message } from './support/message.ts'
import { createRecordingLogger, type RecordingLogger } from './support/recording-logger.ts'

interface Working {
  readonly clock: VirtualClock
  readonly inbox: Inbox<undefined>
  readonly worker: Worker
  readonly logger: RecordingLogger
  readonly append: (...parts: Parameters<typeof message>[0][]) => Promise<unknown>
}

type Options = Partial<WorkerOptions<undefined>> & { readonly clock?: VirtualClock }

/** A started worker over an inbox in memory. */
function working(handle: Handle<undefined>, options: Options = {}): Working {
  const { clock = createVirtualClock(), inbox = createMemoryInbox({ clock }) } = options
  const logger = createRecordingLogger()
  const random = createSeededRandom(1)
  const worker = createWorker({ ...options, inbox, handle, clock, random, logger })
  worker.start()
  onTestFinished(async () => {
    const stopped = worker.stop({ graceMs: 1 })
    await clock.advance(1)
    await stopped
    expect(clock.pendingTimers).toBe(0)
  })
  return { clock, inbox, worker, logger, append: (...parts) => inbox.append(parts.map(message)) }
}

/** A handler that ends when it is told to. */
function controlled() {
  const started: { id: string | undefined; end: PromiseWithResolvers<void>; context: HandlerContext }[] = []
  const handle = async ({ id }: InboxMessage, context: HandlerContext): Promise<void> => {
    const end = Promise.withResolvers<void>()
    started.push({ id, end, context })
    await end.promise
  }
  return { started, handle }
}

describe('a worker', () => {
  test('handles what arrives at once, without waiting for its next look', async () => {
    const seen: unknown[] = []
    const { append, inbox } = working((received) => void seen.push(received))
    await settlePromises()
    await append({ id: '1', type: 'orderEvent', data: { a: 1 } })
    await settlePromises()
    expect(seen).toMatchObject([
      { provider: 'masonhub', account: 'shop', type: 'orderEvent', id: '1', data: { a: 1 } },
    ])
    expect(await inbox.counts()).toMatchObject({ pending: 0, done: 1 })
  })

  test('finds what another process stored when it looks again', async () => {
    const seen: unknown[] = []
    const clock = createVirtualClock()
    const inbox = createMemoryInbox({ clock })
    const deaf: Inbox<undefined> = { ...inbox, onAppend: () => () => {} }
    working(({ id }) => void seen.push(id), { inbox: deaf, clock, pollMs: 1_000 })
    await inbox.append([message({ id: '1' })])
    await clock.advance(999)
    expect(seen).toEqual([])
    await clock.advance(1)
    expect(seen).toEqual(['1'])
  })

  test('handles as many at one time as it may', async () => {
    const { started, handle } = controlled()
    const { append } = working(handle, { concurrency: 2 })
    await append({ id: '1' }, { id: '2' }, { id: '3' })
    await settlePromises()
    expect(started.map(({ id }) => id)).toEqual(['1', '2'])
    started[1]?.end.resolve()
    await settlePromises()
    expect(started.map(({ id }) => id)).toEqual(['1', '2', '3'])
  })

  test('handles messages of one order key one after the other, others beside them', async () => {
    const { started, handle } = controlled()
    const { append } = working(handle)
    await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' }, { id: '3', orderKey: 'p' })
    await settlePromises()
    expect(started.map(({ id }) => id)).toEqual(['1', '3'])
    started[0]?.end.resolve()
    await settlePromises()
    expect(started.map(({ id }) => id)).toEqual(['1', '3', '2'])
  })

  test('tries a failed message again after a growing, random time, with the same idempotency key', async () => {
    const attempts: { at: number; attempt: number; key: string }[] = []
    const { clock, append, logger } = working((_message, { attempt, idempotencyKey: key }) => {
      attempts.push({ at: clock.wall(), attempt, key })
      if (attempt < 6) throw new Error('not yet')
    })
    await append({ id: '1' })
    await clock.advance(120_000)
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6])
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(1)
    for (const [index, { at }] of attempts.entries()) {
      const waited = at - (attempts[index - 1]?.at ?? at)
      // At most the back-off and one look.
      expect(waited).toBeLessThanOrEqual(1_000 * 2 ** (index - 1) + 1_000)
    }
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(5)
  })

  test('does not try again before the time that an error names', async () => {
    const attempts: number[] = []
    const { clock, append } = working((_message, { attempt }) => {
      attempts.push(clock.wall())
      const retryAt = new Date(clock.wall() + 600_000)
      if (attempt === 1) throw new RateLimitedError({ message: 'slow down', retryAt })
    })
    await append({ id: '1' })
    await clock.advance(599_000)
    expect(attempts).toHaveLength(1)
    await clock.advance(2_000)
    expect(attempts).toHaveLength(2)
  })

  test('gives up after its last attempt, with the reason, and goes on with the others', async () => {
    const handled: unknown[] = []
    const { clock, inbox, append, logger } = working(
      ({ id }) => {
        if (id === 'poison') throw new RangeError('bad message')
        handled.push(id)
      },
      { maxAttempts: 3 },
    )
    await append({ id: 'poison', orderKey: 'o' }, { id: '2', orderKey: 'o' })
    await clock.advance(10_000)
    expect(handled).toEqual(['2'])
    expect(await inbox.listSetAside()).toMatchObject([
      { id: 'poison', state: 'dead', attempts: 3, reason: 'RangeError: bad message' },
    ])
    expect(logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'message given up: it is a dead letter', fields: { messageId: 'poison' } },
    ])
  })

  test('gives up without a further run on a message whose last attempt never ended', async () => {
    let runs = 0
    const { clock, inbox } = working(() => void (runs += 1), { maxAttempts: 2 })
    const crashed = { limit: 1, leaseMs: 1 }
    await inbox.append([message({ id: '1' })])
    await inbox.claim(crashed)
    await clock.advance(1)
    await inbox.claim(crashed)
    await clock.advance(5_000)
    expect(runs).toBe(0)
    expect(await inbox.listSetAside()).toMatchObject([
      { state: 'dead', reason: expect.stringContaining('during the last attempt') },
    ])
  })

  test('runs a message alone whose last attempt never ended, and then the others again side by side', async () => {
    const { started, handle } = controlled()
    const clock = createVirtualClock()
    const inbox = createMemoryInbox({ clock })
    await inbox.append([message({ id: '1' }), message({ id: '2' })])
    await inbox.claim({ limit: 2, leaseMs: 1 })
    await clock.advance(1)
    await inbox.append([message({ id: '3' }), message({ id: '4' })])
    working(handle, { inbox, clock })
    for (const running of [['3', '4'], ['1'], ['2']]) {
      await settlePromises()
      expect(started.map(({ id }) => id)).toEqual(running)
      for (const { end } of started.splice(0)) end.resolve()
    }
    await settlePromises()
    await inbox.append([message({ id: '5' }), message({ id: '6' })])
    await settlePromises()
    expect(started.map(({ id, context }) => [id, context.attempt])).toEqual([
      ['5', 1],
      ['6', 1],
    ])
  })

  test('aborts an attempt that takes too long, and is not held up by one that does not heed it', async () => {
    const { started, handle } = controlled()
    const { clock, append, inbox } = working(handle, {
      concurrency: 1,
      attemptTimeoutMs: 9_000,
      maxAttempts: 1,
    })
    await append({ id: 'hangs' }, { id: '2' })
    await clock.advance(8_999)
    expect(started.map(({ context }) => context.signal.aborted)).toEqual([false])
    await clock.advance(1)
    expect(started.map(({ id, context }) => [id, context.signal.aborted])).toEqual([
      ['hangs', true],
      ['2', false],
    ])
    expect(await inbox.listSetAside()).toMatchObject([
      { id: 'hangs', reason: expect.stringContaining('longer than 9000 ms') },
    ])
    const late = started[0]?.context.commit(() => {})
    await expect(late).rejects.toThrow('another attempt has the message')
  })

  test('survives an inbox that fails for a while', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryInbox({ clock })
    let isDown = true
    const inbox: Inbox<undefined> = {
      ...memory,
      claim: (options) => (isDown ? Promise.reject(new Error('down')) : memory.claim(options)),
    }
    const seen: unknown[] = []
    const { logger } = working(({ id }) => void seen.push(id), { inbox, clock })
    await memory.append([message({ id: '1' })])
    await clock.advance(5_000)
    expect(logger.lines[0]).toMatchObject({ level: 'error', fields: { reason: 'Error: down' } })
    isDown = false
    await clock.advance(1_000)
    expect(seen).toEqual(['1'])
  })

  test.each(['concurrency', 'maxAttempts', 'attemptTimeoutMs', 'leaseMs', 'pollMs', 'pruneEveryMs'])(
    'refuses a %s that is none',
    (option) => {
      const inbox = createMemoryInbox()
      expect(() => createWorker({ inbox, handle: () => {}, [option]: 0 })).toThrow(ConfigurationError)
    },
  )

  test.each([
    ['handle', { handle: undefined }],
    ['handle', { handle: 'a path' }],
    ['retry', { retry: 3 }],
  ])('refuses the option %s when it is %j', (option, wrong) => {
    const options = { inbox: createMemoryInbox(), handle: () => {}, ...wrong } as WorkerOptions<undefined>
    const create = (): unknown => createWorker(options)
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(expect.objectContaining({ option }))
  })
})

describe('commit', () => {
  test('marks the message done, so that a failure after it brings no second attempt', async () => {
    let runs = 0
    const { clock, inbox, append, logger } = working(async (_message, { commit }) => {
      runs += 1
      await commit(() => {})
      throw new Error('after the commit')
    })
    await append({ id: '1' })
    await clock.advance(60_000)
    expect(runs).toBe(1)
    expect((await inbox.counts()).done).toBe(1)
    expect(logger.lines).toMatchObject([
      {
        level: 'warn',
        message: 'message handled, but its attempt failed',
        fields: { reason: 'Error: after the commit' },
      },
    ])
  })

  test('that fails fails the attempt, though the handler says nothing of it', async () => {
    const { clock, inbox, append } = working(
      async (_message, { commit }) => {
        await commit(async () => {
          throw new Error('constraint')
        }).catch(() => {})
      },
      { maxAttempts: 1 },
    )
    await append({ id: '1' })
    await clock.advance(1)
    expect(await inbox.listSetAside()).toMatchObject([{ reason: 'Error: constraint' }])
  })

  test('that is not awaited is waited for, and ends no process', async () => {
    const { clock, inbox, append } = working(
      (_message, { commit }) => {
        void commit(async () => {
          await settlePromises()
          throw new Error('late')
        })
        throw new Error('early')
      },
      { maxAttempts: 1 },
    )
    await append({ id: '1' })
    await clock.advance(1)
    expect(await inbox.listSetAside()).toMatchObject([{ reason: 'Error: early' }])
  })

  test('is refused a second time', async () => {
    const second: unknown[] = []
    const { clock, inbox, append } = working(async (_message, { commit }) => {
      await commit(() => void second.push('first'))
      await commit(() => void second.push('second')).catch((error: unknown) => second.push(error))
    })
    await append({ id: '1' })
    await clock.advance(1)
    expect(second).toEqual(['first', expect.any(ConfigurationError)])
    expect((await inbox.counts()).done).toBe(1)
  })
})

describe('drained', () => {
  test('resolves when nothing is pending, with what waits for another attempt counted', async () => {
    const { clock, worker, append } = working((_message, { attempt }) => {
      if (attempt < 3) throw new Error('not yet')
    })
    await append({ id: '1' }, { id: '2' })
    let isDrained = false
    const drained = worker.drained().then(() => (isDrained = true))
    await settlePromises()
    expect(isDrained).toBe(false)
    await clock.advance(10_000)
    await drained
  })

  test('resolves at once for an empty inbox, and counts a dead letter as settled', async () => {
    const { worker, append, inbox } = working(
      () => {
        throw new Error('no')
      },
      { maxAttempts: 1 },
    )
    await worker.drained()
    await append({ id: '1' })
    await worker.drained()
    expect((await inbox.counts()).dead).toBe(1)
  })

  test('rejects when the worker stops before', async () => {
    const { started, handle } = controlled()
    const { worker, append } = working(handle)
    await append({ id: '1' })
    const drained = worker.drained()
    await settlePromises()
    const stopped = worker.stop()
    started[0]?.end.resolve()
    await expect(drained).rejects.toThrow(ClosedError)
    await stopped
    await expect(worker.drained()).rejects.toThrow(ClosedError)
  })
})

describe('stop', () => {
  test('finishes what runs and takes nothing more', async () => {
    const { started, handle } = controlled()
    const { worker, append, inbox } = working(handle, { concurrency: 1 })
    await append({ id: '1' }, { id: '2' })
    await settlePromises()
    let isStopped = false
    const stopped = worker.stop().then(() => (isStopped = true))
    await append({ id: '3' })
    await settlePromises()
    expect(isStopped).toBe(false)
    started[0]?.end.resolve()
    await stopped
    expect(started).toHaveLength(1)
    expect(await inbox.counts()).toMatchObject({ done: 1, pending: 2 })
  })

  test('gives back after its grace what does not end, without counting the attempt', async () => {
    const { started, handle } = controlled()
    const { clock, worker, append, inbox } = working(handle, { maxAttempts: 1 })
    await append({ id: '1' })
    await settlePromises()
    const stopped = worker.stop({ graceMs: 5_000 })
    await clock.advance(4_999)
    expect(started[0]?.context.signal.aborted).toBe(false)
    await clock.advance(1)
    await stopped
    expect(started[0]?.context.signal.aborted).toBe(true)
    expect(await inbox.claim({ limit: 1, leaseMs: 1 })).toMatchObject([{ attempt: 1 }])
  })

  test('ends a worker that was never started', async () => {
    const worker = createWorker({ inbox: createMemoryInbox(), handle: () => {} })
    await expect(worker.stop()).resolves.toBeUndefined()
  })
})
