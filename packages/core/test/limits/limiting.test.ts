import { describe, expect, test } from 'vitest'

import { CoolDown } from '../../src/limits/cool-down.ts'
import { limiting } from '../../src/limits/limiting.ts'
import { settlePromises } from '../../src/testing/virtual-clock.ts'
import { startScripted } from '../support/scripted.ts'
import { startCall } from '../support/start-call.ts'

const START = Date.UTC(2026, 0, 1)
const everySecond = { requests: 1, perMs: 1_000 }

/** The account is asked to stay away by the first request, whose call ends with that. */
async function startPaused(seconds: number, options: { readonly fraction?: number } = {}) {
  const pause = { status: 429, headers: { 'retry-after': `${seconds}` } }
  const scripted = startScripted({
    answers: [pause, 200],
    retry: { retries: 0 },
    timeoutMs: 60_000,
    ...options,
  })
  await scripted.methods.read().catch(() => {})
  return scripted
}

describe('a pause that the vendor asked for', () => {
  test.each([
    // A fifth of the pause, times the random half.
    [0.5, 2, 2_200],
    [0, 2, 2_000],
    // The spread is a second at most.
    [0.5, 20, 20_500],
  ])(
    'is kept by the next call, and a little longer (%d of the spread of %d s)',
    async (fraction, seconds, queuedMs) => {
      const { methods, clock, sent } = await startPaused(seconds, { fraction })
      const pending = methods.read()
      await clock.advance(30_000)
      await pending
      expect(sent.map(({ at }) => at)).toEqual([0, queuedMs])
      expect(pending.call.attempts).toMatchObject([{ queuedMs }])
    },
  )

  test.each([
    // Half of what the call has left is kept for the call itself,
    [2_100, 2_000],
    [4_200, 2_100],
    // and the whole spread is waited where there is enough.
    [5_000, 2_200],
  ])('is not spread past what a call with %d ms can wait', async (timeoutMs, queuedMs) => {
    const { methods, clock, sent } = await startPaused(2, { fraction: 0.5 })
    const pending = methods.read({}, { timeoutMs })
    await clock.advance(timeoutMs)
    await pending
    expect(sent.at(-1)?.at).toBe(queuedMs)
  })

  test('that is longer than a call has left fails it at once, and says from when on it may be made', async () => {
    const { methods, clock } = await startPaused(60)
    await clock.advance(10_000)
    const pending = methods.read({}, { timeoutMs: 49_999 })
    await expect(pending).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAt: new Date(START + 60_000),
      call: { attempts: [{ error: 'RATE_LIMITED', queuedMs: 0 }] },
    })
    expect(pending.call.elapsedMs).toBe(0)
  })

  test('is kept to its new end by those who wait, when it is prolonged', async () => {
    const { call, parts } = startCall({ timeoutMs: 10_000 })
    const coolDown = new CoolDown(parts.clock, { ...parts.random, fraction: () => 0 })
    const sentAt: number[] = []
    const send = limiting(
      {},
      coolDown,
      parts.clock,
    )(() => {
      sentAt.push(parts.clock.monotonic())
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) })
    })
    coolDown.extend(1_000)
    const attempt = call.beginAttempt('first')
    const sending = send({ method: 'GET', origin: '', path: '/', headers: {}, body: undefined }, call)
    await parts.clock.advance(500)
    coolDown.extend(2_000)
    await parts.clock.advance(5_000)
    await sending
    expect(sentAt).toEqual([2_500])
    expect(attempt.queuedMs).toBe(2_500)
  })

  test('ends before a turn is taken, so that turns do not come all at once after it', async () => {
    const pause = { status: 429, headers: { 'retry-after': '5' } }
    const { methods, clock, sent } = startScripted({
      answers: [pause, 200],
      retry: { retries: 0 },
      rateLimits: { default: everySecond },
    })
    await methods.read().catch(() => {})
    const calls = [methods.read(), methods.read(), methods.read()]
    await clock.advance(10_000)
    await Promise.all(calls)
    expect(sent.map(({ at }) => at)).toEqual([0, 5_000, 6_000, 7_000])
  })
})

describe('a rate limit', () => {
  test('lets a call whose turn it is go at once, without a timer', async () => {
    const { methods, sent } = startScripted({ answers: [200], rateLimits: { default: everySecond } })
    const pending = methods.read()
    await settlePromises()
    expect(sent).toHaveLength(1)
    await pending
    expect(pending.call.attempts).toMatchObject([{ queuedMs: 0 }])
  })

  test('holds a call until its turn, and fails one whose turn comes too late at once', async () => {
    const { methods, clock, sent } = startScripted({ answers: [200], rateLimits: { default: everySecond } })
    await methods.read()
    const waiting = methods.read({}, { timeoutMs: 1_001 })
    const late = methods.read({}, { timeoutMs: 1_999 })
    await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAt: new Date(START + 2_000) })
    expect(late.call.elapsedMs).toBe(0)
    await clock.advance(2_000)
    await waiting
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000])
  })

  test('gives the turn of a call that was ended to the next one', async () => {
    const { methods, clock, sent } = startScripted({ answers: [200], rateLimits: { default: everySecond } })
    await methods.read()
    const controller = new AbortController()
    const leaving = methods.read({}, { signal: controller.signal })
    const outcome = leaving.catch((error: unknown) => error)
    await clock.advance(100)
    controller.abort('enough')
    expect(await outcome).toMatchObject({ code: 'ABORTED' })
    const staying = methods.read()
    await clock.advance(900)
    await staying
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000])
  })

  test('counts the operations of a bucket by themselves, and those without one together', async () => {
    const { methods, clock, sent } = startScripted({
      answers: [200],
      rateLimits: { default: everySecond, search: { requests: 1, perMs: 300 } },
    })
    const calls = [methods.read(), methods.search(), methods.write(), methods.search()]
    await clock.advance(5_000)
    await Promise.all(calls)
    expect(sent.map(({ path, at }) => [path, at])).toEqual([
      ['/things', 0],
      ['/search', 0],
      ['/search', 300],
      ['/things', 1_000],
    ])
  })

  test('for everything holds a bucket that has none of its own, too', async () => {
    const { methods, clock, sent } = startScripted({ answers: [200], rateLimits: { default: everySecond } })
    const calls = [methods.read(), methods.search()]
    await clock.advance(1_000)
    await Promise.all(calls)
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000])
  })

  test('of one bucket leaves the others alone: they go on in the same turn', () => {
    const { methods, sent } = startScripted({ answers: [200], rateLimits: { search: everySecond } })
    const before = sent.length
    void methods.read()
    void methods.read()
    expect(sent.length - before).toBe(2)
  })
})
