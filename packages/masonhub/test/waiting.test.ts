import {
  AbortedError,
  ClosedError,
  HttpError,
  InvalidInputError,
  MalformedResponseError,
  TimeoutError,
} from '@tenon/core'
import { createVirtualClock, settlePromises } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import type { MasonHubMessage } from '../src/index.ts'
import { createWaiting } from '../src/waiting/create-waiting.ts'

const READY = {
  type: 'snapshotReady',
  data: { snapshot_id: 's-1', download_url: 'https://app.masonhub.co/x' },
}
const urlIn = (message: MasonHubMessage): string | undefined =>
  message.type === 'snapshotReady' ? message.data.download_url : undefined

function setUp() {
  const clock = createVirtualClock()
  return { clock, waiting: createWaiting({ clock }) }
}

/** A poll that finds nothing, until it is told to. */
function polling() {
  const state = { asked: 0, found: undefined as string | undefined, problem: undefined as unknown }
  const poll = async (): Promise<string | undefined> => {
    state.asked += 1
    if (state.problem !== undefined) throw state.problem
    return state.found
  }
  return { state, poll }
}

describe('the race', () => {
  test('is won by the callback where it comes first', async () => {
    const { clock, waiting } = setUp()
    const { state, poll } = polling()
    const race = waiting.listen(urlIn).race({ what: 'it', poll })
    await clock.advance(4_999)
    expect(waiting.notify({ type: 'rmaEvent', data: [] })).toBe(false)
    expect(waiting.notify(READY)).toBe(true)
    expect(await race).toEqual({ by: 'callback', value: READY.data.download_url })
    expect(state.asked).toBe(1)
    expect(clock.pendingTimers).toBe(0)
    expect(waiting.notify(READY)).toBe(false)
  })

  test('is won by the poll where no callback comes, with pauses that grow up to a minute', async () => {
    const { clock, waiting } = setUp()
    const { state, poll } = polling()
    const race = waiting.listen(urlIn).race({ what: 'it', poll }, { timeoutMs: 1_000_000 })
    const askedAfter: number[] = []
    for (const ms of [0, 5_000, 7_500, 11_250, 16_875, 25_312.5, 37_968.75, 56_953.125, 60_000, 60_000]) {
      await clock.advance(ms)
      askedAfter.push(state.asked)
    }
    expect(askedAfter).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    state.found = 'there'
    await clock.advance(60_000)
    expect(await race).toEqual({ by: 'poll', value: 'there' })
    expect(clock.pendingTimers).toBe(0)
  })

  test('is won by a callback that came before it began', async () => {
    const { waiting } = setUp()
    const { state, poll } = polling()
    using ear = waiting.listen(urlIn)
    waiting.notify(READY)
    expect(await ear.race({ what: 'it', poll })).toMatchObject({ by: 'callback' })
    expect(state.asked).toBe(0)
  })

  test('goes on after a look that failed for a passing reason, and not before the vendor allows it', async () => {
    const { clock, waiting } = setUp()
    const { state, poll } = polling()
    const retryAt = new Date(clock.wall() + 20_000)
    state.problem = new TimeoutError({ message: 'slow', phase: 'headers', retryAt })
    const race = waiting.listen(urlIn).race({ what: 'it', poll })
    await clock.advance(19_999)
    expect(state.asked).toBe(1)
    Object.assign(state, { problem: undefined, found: 'there' })
    await clock.advance(1)
    expect(await race).toEqual({ by: 'poll', value: 'there' })
  })

  test('ends with a failure that does not pass', async () => {
    const { clock, waiting } = setUp()
    const { state, poll } = polling()
    state.problem = new MalformedResponseError({ message: 'no JSON' })
    await expect(waiting.listen(urlIn).race({ what: 'it', poll })).rejects.toThrow(MalformedResponseError)
    expect(clock.pendingTimers).toBe(0)
  })

  test('needs no poll', async () => {
    const { clock, waiting } = setUp()
    const race = waiting.listen(urlIn).race({ what: 'it' })
    await clock.advance(200_000)
    waiting.notify(READY)
    expect(await race).toMatchObject({ by: 'callback' })
  })
})

describe('a wait ends', () => {
  test('at its deadline', async () => {
    const { clock, waiting } = setUp()
    const race = waiting
      .listen(urlIn)
      .race({ what: 'the order "A"', poll: polling().poll }, { timeoutMs: 9_000 })
    race.catch(() => {})
    await clock.advance(9_000)
    await expect(race).rejects.toThrow(/the order "A" did not come to its end within 9000 ms/)
    expect(clock.pendingTimers).toBe(0)
    await expect(race).rejects.toThrow(TimeoutError)
  })

  test('with its caller, who is told so', async () => {
    const { clock, waiting } = setUp()
    const controller = new AbortController()
    const race = waiting
      .listen(urlIn)
      .race({ what: 'it', poll: polling().poll }, { signal: controller.signal })
    await settlePromises()
    controller.abort('enough')
    await expect(race).rejects.toThrow(AbortedError)
    await expect(waiting.listen(urlIn).race({ what: 'it' }, { signal: controller.signal })).rejects.toThrow(
      AbortedError,
    )
    expect(clock.pendingTimers).toBe(0)
  })

  test('with its client', async () => {
    const { clock, waiting } = setUp()
    const race = waiting.listen(urlIn).race({ what: 'it' })
    waiting.close()
    await expect(race).rejects.toThrow(ClosedError)
    await expect(waiting.listen(urlIn).race({ what: 'it' })).rejects.toThrow(ClosedError)
    expect(clock.pendingTimers).toBe(0)
  })

  test('before it begins, with options that are not valid', async () => {
    const { clock, waiting } = setUp()
    await expect(waiting.listen(urlIn).race({ what: 'it' }, { timeoutMs: 0 })).rejects.toThrow(
      InvalidInputError,
    )
    expect(clock.pendingTimers).toBe(0)
  })
})

test('a poll under way is aborted when the callback wins', async () => {
  const { waiting } = setUp()
  let signal: AbortSignal | undefined
  const race = waiting.listen(urlIn).race({
    what: 'it',
    poll: (options) => {
      signal = options.signal
      return new Promise(() => {})
    },
  })
  waiting.notify(READY)
  await race
  expect(signal?.aborted).toBe(true)
})

test('one message answers everybody who waits for it, and one that cannot be read nobody', async () => {
  const { waiting } = setUp()
  const races = [1, 2, 3].map(() => waiting.listen(urlIn).race({ what: 'it' }))
  expect(waiting.notify({ type: 'snapshotReady', data: 7 })).toBe(false)
  expect(waiting.notify({ type: 'nothing', data: undefined })).toBe(false)
  waiting.notify(READY)
  expect(await Promise.all(races)).toHaveLength(3)
})

test('who listens and does not race is let go of', () => {
  const { waiting } = setUp()
  {
    using ear = waiting.listen(urlIn)
    expect(ear).toHaveProperty('race')
  }
  expect(waiting.notify(READY)).toBe(false)
})

test('an error of the poll that is not retryable is the one that is thrown', async () => {
  const { waiting } = setUp()
  const error = new HttpError({ message: 'no', status: 400 })
  const race = waiting.listen(urlIn).race({ what: 'it', poll: () => Promise.reject(error) })
  await expect(race).rejects.toBe(error)
})
