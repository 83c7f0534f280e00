import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'

import { describe, expect, test, vi } from 'vitest'

import { RunningCalls } from '../../src/call/running-calls.ts'
import type { Clock } from '../../src/clock/clock.ts'
import { ClosedError } from '../../src/errors/closed-error.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import { startCall } from '../support/start-call.ts'

function createWaiting() {
  return { interrupt: vi.fn<(error: Error) => void>() }
}

describe('the deadline', () => {
  test('counts from the start of the call, on the monotonic clock, and what is left is never negative', async () => {
    const clock = createVirtualClock()
    await clock.advance(5_000)
    const { call, told } = startCall({ clock, timeoutMs: 100 })
    expect([call.deadline, call.elapsedMs, call.remainingMs]).toEqual([5_100, 0, 100])
    clock.shiftWall(3_600_000)
    await clock.advance(99)
    expect([call.elapsedMs, call.remainingMs, told.length]).toEqual([99, 1, 0])
    await clock.advance(1)
    expect(told).toMatchObject([{ code: 'TIMEOUT', phase: 'middleware' }])
    await clock.advance(400)
    expect([call.elapsedMs, call.remainingMs]).toEqual([100, 0])
  })

  test('is told with the time that the call had, and with what it was doing', async () => {
    const clock = createVirtualClock()
    await clock.advance(5_000)
    const { call, told } = startCall({ clock, timeoutMs: 250.4 })
    await clock.advance(100)
    const waiting = call.wait(1_000, 'limiter').catch((error: unknown) => error)
    await clock.advance(200)
    expect(await waiting).toMatchObject({ code: 'TIMEOUT', phase: 'limiter' })
    expect(told).toMatchObject([
      { message: 'things things.get: no result within 250 ms; the call was in phase "limiter"', call },
    ])
  })

  test('of each call comes at its own time, whichever began first', async () => {
    const clock = createVirtualClock()
    const running = new RunningCalls(clock)
    const ended: [number, number][] = []
    for (const timeoutMs of [300, 100, 101, 200, 100]) {
      const { call } = startCall({ clock, running, timeoutMs })
      call.watch({ interrupt: () => void ended.push([timeoutMs, clock.monotonic()]) })
    }
    await clock.advance(1_000)
    expect(ended).toEqual([
      [100, 100],
      [100, 100],
      [101, 101],
      [200, 200],
      [300, 300],
    ])
    expect(running.size).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })

  test('of a call that began early holds when another has ended in time', async () => {
    const clock = createVirtualClock()
    const running = new RunningCalls(clock)
    const one = startCall({ clock, running, timeoutMs: 100 })
    const other = startCall({ clock, running, timeoutMs: 200 })
    one.call.end()
    await clock.advance(200)
    expect(one.told).toEqual([])
    expect(other.told).toMatchObject([{ code: 'TIMEOUT' }])
  })

  test('costs one timer for all calls, and none when they have ended', () => {
    const clock = createVirtualClock()
    const setTimer = vi.spyOn(clock, 'setTimer')
    const running = new RunningCalls(clock)
    const started = Array.from({ length: 100 }, () => startCall({ clock, running }).call)
    expect([...running]).toEqual(started)
    expect(setTimer).toHaveBeenCalledTimes(1)
    for (const call of started) call.end()
    expect(clock.pendingTimers).toBe(0)
  })

  test('has come where a timer fires a little early', async () => {
    const clock = createVirtualClock()
    const setTimer: Clock['setTimer'] = (delayMs, fire) => clock.setTimer(delayMs - 0.6, fire)
    const early = { ...clock, setTimer }
    const { told } = startCall({ clock: early, running: new RunningCalls(early), timeoutMs: 100 })
    await clock.advance(99.4)
    expect(told).toMatchObject([{ code: 'TIMEOUT' }])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('what waits for a call', () => {
  test('is told once that it has been interrupted, and the caller too', () => {
    const { call, told } = startCall()
    const [one, other] = [createWaiting(), createWaiting()]
    call.watch(one)
    call.watch(other)
    const error = new ClosedError({ message: 'closed' })
    call.interrupt(error)
    call.interrupt(new ClosedError({ message: 'closed again' }))
    expect(one.interrupt).toHaveBeenCalledExactlyOnceWith(error)
    expect(other.interrupt).toHaveBeenCalledExactlyOnceWith(error)
    expect(told).toEqual([error])
    expect(call.interruption).toBe(error)
  })

  test('is told though another fails over it', () => {
    const { call } = startCall()
    const other = createWaiting()
    call.watch({
      interrupt() {
        throw new Error('oops')
      },
    })
    call.watch(other)
    call.interrupt(new ClosedError({ message: 'closed' }))
    expect(other.interrupt).toHaveBeenCalledTimes(1)
  })

  test.each([0, 1, 2])('is not told when it waits no longer (the one at %d of three)', (index) => {
    const { call } = startCall()
    const all = [createWaiting(), createWaiting(), createWaiting()]
    for (const one of all) call.watch(one)
    call.forget(all[index] as (typeof all)[number])
    call.forget(createWaiting())
    call.interrupt(new ClosedError({ message: 'closed' }))
    expect(all.map(({ interrupt }) => interrupt.mock.calls.length)).toEqual(
      all.map((_, at) => (at === index ? 0 : 1)),
    )
  })

  test('is told when the call has ended without it, and so is what comes later', () => {
    const { call, told } = startCall()
    const [left, late] = [createWaiting(), createWaiting()]
    call.watch(left)
    call.end()
    call.watch(late)
    const over = expect.objectContaining({ code: 'CLOSED', call }) as unknown
    expect(left.interrupt).toHaveBeenCalledExactlyOnceWith(over)
    expect(late.interrupt).toHaveBeenCalledExactlyOnceWith(over)
    expect(told).toEqual([])
  })

  test('is told later why the call was interrupted, if it was', () => {
    const { call } = startCall()
    const late = createWaiting()
    const error = new ClosedError({ message: 'closed' })
    call.interrupt(error)
    call.watch(late)
    expect(late.interrupt).toHaveBeenCalledExactlyOnceWith(error)
  })

  test('keeps no timer, neither after its time nor after an interruption', async () => {
    const { call, parts } = startCall()
    const over = call.wait(100, 'retry-wait')
    expect(call.phase).toBe('retry-wait')
    await parts.clock.advance(100)
    await over
    const interrupted = call.wait(100, 'limiter').catch((error: unknown) => error)
    const error = new ClosedError({ message: 'closed' })
    call.interrupt(error)
    expect(await interrupted).toBe(error)
    expect(parts.clock.pendingTimers).toBe(0)
  })
})

describe('the signal of a call', () => {
  test('fires with the error of the interruption', () => {
    const { call } = startCall()
    const { signal } = call
    const error = new ClosedError({ message: 'closed' })
    call.interrupt(error)
    expect(signal.reason).toBe(error)
    expect(call.signal).toBe(signal)
  })

  test('has fired where it is asked for late', () => {
    const { call } = startCall()
    const error = new ClosedError({ message: 'closed' })
    call.interrupt(error)
    expect(call.signal.reason).toBe(error)
  })

  test('does not fire while the call runs, nor when it ends after all that it waited for', async () => {
    const { call, parts } = startCall()
    expect(call.signal.aborted).toBe(false)
    const waiting = call.wait(100, 'retry-wait')
    await parts.clock.advance(100)
    await waiting
    call.end()
    expect(call.signal.aborted).toBe(false)
  })
})

describe('the end of a call', () => {
  test('comes once: nothing after it counts, and its record is published one time', async () => {
    const published: unknown[] = []
    const listen = (record: unknown): void => void published.push(record)
    subscribe('tenon:call', listen)
    const controller = new AbortController()
    const { call, parts, told } = startCall({ signal: controller.signal })
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)
    await parts.clock.advance(10)
    call.end()
    await parts.clock.advance(10)
    call.end()
    call.interrupt(new ClosedError({ message: 'closed' }))
    unsubscribe('tenon:call', listen)
    expect(published).toEqual([call])
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect([call.elapsedMs, call.interruption, told.length]).toEqual([10, undefined, 0])
  })

  test('ends its attempt, which then stays as it is', async () => {
    const { call, parts } = startCall()
    await parts.clock.advance(5)
    const attempt = call.beginAttempt('first')
    await parts.clock.advance(5)
    call.interrupt(new ClosedError({ message: 'closed' }))
    await parts.clock.advance(5)
    attempt.end(call.elapsedMs, 'CONNECTION')
    expect(call.attempts).toMatchObject([{ number: 1, startedMs: 5, endedMs: 10, error: 'CLOSED' }])
  })
})

test('what is printed or logged of a call is its record: no header of the vendor, no credential, nothing inside', () => {
  const { call } = startCall()
  const attempt = call.beginAttempt('first')
  attempt.headers = { 'set-cookie': 'session=hidden' }
  attempt.grant = { generation: 7 }
  attempt.status = 200
  const record = {
    id: call.id,
    provider: 'things',
    operation: 'things.get',
    lane: 'calls',
    idempotent: true,
    attempts: [
      {
        number: 1,
        reason: 'first',
        startedMs: 0,
        requestId: '',
        sent: false,
        status: 200,
        queuedMs: 0,
        authMs: 0,
        waitedMs: 0,
      },
    ],
    elapsedMs: 0,
  }
  expect(JSON.parse(JSON.stringify(call))).toEqual(record)
  const printed = inspect(call, { depth: 5 })
  for (const hidden of ['session=hidden', 'generation', 'deadline']) expect(printed).not.toContain(hidden)
  for (const shown of [`id: '${call.id}'`, "operation: 'things.get'", 'status: 200']) {
    expect(printed).toContain(shown)
  }
})
