import { getEventListeners } from 'node:events'

import { describe, expect, test } from 'vitest'

import type { ClientOptions } from '../../src/client/client-options.ts'
import type { Pending } from '../../src/client/client.ts'
import { AbortedError } from '../../src/errors/aborted-error.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock, settlePromises, type VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { HttpRequest, HttpResponse, Transport } from '../../src/transport/transport.ts'
import { createThings, startBench } from '../support/things.ts'

const ANSWER_MS = 20
const MOST_STEPS = 5_000

interface OpenTransport extends Transport {
  /** Requests that are neither answered nor interrupted. */
  readonly open: number
}

/** Answers after some virtual time, and counts what is left open. */
function createTransport(
  clock: VirtualClock,
  answer: (request: HttpRequest, count: number) => [number, object],
): OpenTransport {
  let open = 0
  let count = 0
  return {
    get open() {
      return open
    },
    send(request, call) {
      open += 1
      const [status, body] = answer(request, (count += 1))
      return new Promise<HttpResponse>((resolve, reject) => {
        const waiting = {
          interrupt(error: Error) {
            clock.clearTimer(timer)
            open -= 1
            reject(error)
          },
        }
        const timer = clock.setTimer(ANSWER_MS, () => {
          call.forget(waiting)
          open -= 1
          resolve({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) })
        })
        call.watch(waiting)
      })
    },
    close: () => Promise.resolve(),
  }
}

const token = { token: 't'.repeat(8), expires: 3_600 }
const isLogin = (request: HttpRequest): boolean => request.path === '/login'

/** Each scenario has the call wait for something else. */
const scenarios: Record<
  string,
  { answer: (request: HttpRequest, count: number) => [number, object]; options?: ClientOptions }
> = {
  'a cold call': { answer: (request) => [200, isLogin(request) ? token : { id: '1' }] },
  'a call that is tried again': {
    answer: (request, count) =>
      isLogin(request) ? [200, token] : count < 4 ? [503, {}] : [200, { id: '1' }],
  },
  'a call that is limited': {
    answer: (request) => [200, isLogin(request) ? token : { id: '1' }],
    options: { rateLimits: { default: { requests: 1, perMs: 100, burst: 1 } } },
  },
  'a call whose token is refused': {
    answer: (request, count) =>
      isLogin(request) ? [200, token] : count === 2 ? [401, {}] : [200, { id: '1' }],
  },
  'a call whose login fails at first': {
    answer: (request, count) =>
      isLogin(request) ? (count < 3 ? [500, {}] : [200, token]) : [200, { id: '1' }],
  },
}

interface Run {
  readonly pending: Pending<unknown>
  readonly clock: VirtualClock
  readonly transport: OpenTransport
  readonly controller: AbortController
  settled(): boolean
  close(): Promise<void>
}

function start({ answer, options }: (typeof scenarios)[string]): Run {
  const clock = createVirtualClock()
  const transport = createTransport(clock, answer)
  const client = createThings('https://things.example', {
    clock,
    transport,
    random: createSeededRandom(3),
    ...options,
  })
  const controller = new AbortController()
  if (options?.rateLimits !== undefined) client.methods.things.get({ thingId: '0' }).catch(() => {})
  const pending = client.methods.things.get({ thingId: '1' }, { signal: controller.signal })
  let settled = false
  pending.then(
    () => (settled = true),
    () => (settled = true),
  )
  return { pending, clock, transport, controller, settled: () => settled, close: () => client.close() }
}

/** One step is one turn of the microtask queue; every eighth, time passes too. */
async function step(run: Run, index: number): Promise<void> {
  if (index % 8 === 7) await run.clock.advance(5)
  else await Promise.resolve()
}

async function countSteps(scenario: (typeof scenarios)[string]): Promise<number> {
  const run = start(scenario)
  let steps = 0
  for (; !run.settled() && steps < MOST_STEPS; steps += 1) await step(run, steps)
  await run.pending
  await run.close()
  return steps
}

describe.each(Object.keys(scenarios))('%s', (name) => {
  const scenario = scenarios[name] as (typeof scenarios)[string]

  test('can be aborted at every step, with the reason, and leaves nothing behind', async () => {
    const steps = await countSteps(scenario)
    expect(steps).toBeGreaterThan(10)
    expect(steps).toBeLessThan(MOST_STEPS)
    for (let at = 0; at < steps; at += 1) {
      const run = start(scenario)
      for (let index = 0; index < at; index += 1) await step(run, index)
      const reason = new Error(`at ${at}`)
      run.controller.abort(reason)
      for (let turn = 0; turn < 4 && !run.settled(); turn += 1) await Promise.resolve()
      expect(run.settled(), `step ${at}`).toBe(true)
      const error: unknown = await run.pending.catch((problem: unknown) => problem)
      expect(error).toMatchObject({ code: 'ABORTED', reason })
      expect(getEventListeners(run.controller.signal, 'abort')).toHaveLength(0)
      await run.close()
      await run.clock.advance(0)
      expect(run.clock.pendingTimers, `timers after step ${at}`).toBe(0)
      expect(run.transport.open, `requests after step ${at}`).toBe(0)
    }
  })
})

test('an abort of one caller leaves the login to the others', async () => {
  const clock = createVirtualClock()
  const transport = createTransport(clock, (request) => [200, isLogin(request) ? token : { id: '1' }])
  const client = createThings('https://things.example', { clock, transport, random: createSeededRandom(3) })
  const controller = new AbortController()
  const leaving = client.methods.things.get({ thingId: '1' }, { signal: controller.signal })
  const staying = client.methods.things.get({ thingId: '2' })
  await clock.advance(5)
  controller.abort('gone')
  await expect(leaving).rejects.toMatchObject({ reason: 'gone' })
  await clock.advance(100)
  expect(await staying).toEqual({ id: '1' })
})

/** What keeps the process busy, by kind, without what the test runner has of its own at any time. */
function handles(): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (/^(TCP|TLS|Timeout|Immediate|GetAddrInfo)/.test(kind)) counted[kind] = (counted[kind] ?? 0) + 1
  }
  return counted
}

test('over real sockets: aborted at every turn of the event loop, a call leaves no handle, no listener and no timer', async () => {
  const bench = await startBench({
    get: async () => {
      for (let turn = 0; turn < 30; turn += 1) await settlePromises()
      return { status: 200, body: { id: '1' } }
    },
  })
  await settlePromises()
  const before = handles()
  let aborted = 0
  for (let turns = 0; turns < 60; turns += 1) {
    const client = createThings(bench.fake.url)
    const controller = new AbortController()
    const pending = client.methods.things.get({ thingId: '1' }, { signal: controller.signal })
    const outcome = pending.catch((error: unknown) => error)
    for (let turn = 0; turn < turns; turn += 1) await settlePromises()
    controller.abort('enough')
    aborted += Number(AbortedError.isInstance(await outcome))
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    await client.close()
  }
  expect(aborted).toBeGreaterThan(10)
  await expect.poll(handles, { timeout: 10_000 }).toEqual(before)
  await bench.close()
}, 60_000)
