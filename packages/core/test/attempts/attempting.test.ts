import { describe, expect, test, vi } from 'vitest'

import { attempting } from '../../src/attempts/attempting.ts'
import type { AuthStrategy, Challenge } from '../../src/auth/auth-strategy.ts'
import type { CallRecord } from '../../src/call/call-record.ts'
import { ConnectionError } from '../../src/errors/connection-error.ts'
import { TlsError } from '../../src/errors/tls-error.ts'
import type { Middleware } from '../../src/pipeline/middleware.ts'
import { startScripted } from '../support/scripted.ts'
import { startCall } from '../support/start-call.ts'

const unsent = (call: CallRecord) => new ConnectionError({ message: 'refused', sent: 'no', call })
const broken = (call: CallRecord) => new ConnectionError({ message: 'reset', sent: 'maybe', call })

/** A credential that can be renewed, and says so when it is asked. */
function renewable(challenge: Challenge = 'reauthorize') {
  const challenged = vi.fn<NonNullable<AuthStrategy['challenged']>>(() => challenge)
  return { name: 'renewable', headers: [], authorize: () => ({ generation: 1 }), challenged }
}

function reasons({ attempts }: CallRecord): readonly string[] {
  return attempts.map(({ reason }) => reason)
}

function waits({ attempts }: CallRecord): readonly number[] {
  return attempts.map(({ waitedMs }) => waitedMs)
}

describe('how long a call waits before it is sent again', () => {
  const retry = { retries: 4, baseDelayMs: 100, maxDelayMs: 250 }

  test.each([
    [0, [0, 0, 0, 0, 0]],
    [0.5, [50, 100, 125, 125, 0]],
    [0.75, [75, 150, 187.5, 187.5, 0]],
  ])(
    'is drawn from nothing to the back-off, which doubles up to its most (%d of it)',
    async (fraction, expected) => {
      const { methods, clock, sent } = startScripted({ answers: [500], fraction, retry })
      const pending = methods.read()
      pending.catch(() => {})
      await clock.advance(10_000)
      await expect(pending).rejects.toMatchObject({ code: 'HTTP', status: 500 })
      expect(waits(pending.call)).toEqual(expected)
      expect(sent.map(({ at }) => at)).toEqual(
        expected.map((_, index) => expected.slice(0, index).reduce((sum, wait) => sum + wait, 0)),
      )
    },
  )

  test.each([429, 500, 503])('comes on top of what the vendor asks for with a %d', async (status) => {
    const answers = [{ status, headers: { 'retry-after': '2' } }, 200]
    const { methods, clock } = startScripted({ answers, fraction: 0.5, retry })
    const pending = methods.read()
    await clock.advance(2_050)
    await pending
    expect(waits(pending.call)).toEqual([2_050, 0])
    expect(pending.call.elapsedMs).toBe(2_050)
  })

  test('is not waited where it would take all that the call has left: it fails now', async () => {
    const wait = { baseDelayMs: 1_000, maxDelayMs: 1_000 }
    const late = startScripted({ answers: [503, 200], fraction: 0.5, retry: wait, timeoutMs: 500 })
    const pending = late.methods.read()
    await expect(pending).rejects.toMatchObject({ status: 503 })
    expect(pending.call).toMatchObject({ elapsedMs: 0, attempts: [{ waitedMs: 0 }] })
    const inTime = startScripted({ answers: [503, 200], fraction: 0.5, retry: wait, timeoutMs: 501 })
    const other = inTime.methods.read()
    await inTime.clock.advance(500)
    await expect(other).resolves.toBeUndefined()
  })
})

test('when the budget of retries is spent, a caller is told after the wait of a retry, and neither at once nor later', async () => {
  const { methods, clock, sent, lines } = startScripted({
    answers: [...Array.from({ length: 11 }, () => ({ status: 503, headers: { 'retry-after': '2' } })), 200],
    fraction: 0.5,
    retry: { retries: 1, baseDelayMs: 100 },
  })
  const settled: number[] = []
  const calls = Array.from({ length: 11 }, () => methods.read())
  for (const call of calls) {
    call.catch(() => {}).finally(() => settled.push(clock.monotonic()))
  }
  await clock.advance(49)
  expect(settled).toEqual([])
  await clock.advance(1)
  expect(settled).toEqual([50])
  await clock.advance(10_000)
  expect(settled).toEqual([50, ...Array.from({ length: 10 }, () => 2_050)])
  expect(sent).toHaveLength(21)
  expect(calls.map(({ call }) => waits(call))).toEqual([
    ...Array.from({ length: 10 }, () => [2_050, 0]),
    [50],
  ])
  expect(lines.filter(({ message }) => message === 'trying again')).toHaveLength(10)
})

test.each([
  [5, 1],
  [15, 2],
])(
  'ten calls earn one retry when the budget is spent: after %d, one that fails is sent %d times in all',
  async (calls, times) => {
    const spent = Array.from({ length: 11 }, () => 500)
    const well = Array.from({ length: calls }, () => 200)
    const { methods, clock, sent } = startScripted({
      answers: [...spent, ...well, 500, 200],
      retry: { retries: 20 },
    })
    const first = methods.read().catch(() => {})
    await clock.advance(0)
    await first
    expect(sent).toHaveLength(11)
    for (const _ of well) await methods.read()
    const last = methods.read()
    last.catch(() => {})
    await clock.advance(0)
    expect(last.call.attempts).toHaveLength(times)
  },
)

describe('a pause that a vendor asks for', () => {
  test.each([
    [429, 60_000],
    [503, 60_000],
    [500, 0],
    [400, 0],
  ])('after a %d holds the whole account back for %d ms', async (status, pausedMs) => {
    const { client, methods } = startScripted({ answers: [{ status, headers: { 'retry-after': '60' } }] })
    await methods.write().catch(() => {})
    expect(client.status().pausedMs).toBe(pausedMs)
  })
})

describe('which operations are sent again', () => {
  test.each([
    ['read', 429, 2],
    ['read', 503, 2],
    ['read', 501, 1],
    ['write', 429, 1],
    ['write', 503, 1],
    // The vendor promises that a 429 was not processed; of a 503 it promises nothing.
    ['order', 429, 2],
    ['order', 503, 1],
  ] as const)('%s, after a %d: %d in all', async (name, status, times) => {
    const { methods, clock, sent } = startScripted({ answers: [status], retry: { retries: 1 } })
    const outcome = methods[name]().catch(() => {})
    await clock.advance(0)
    await outcome
    expect(sent).toHaveLength(times)
  })

  test.each([
    ['read', 'a request that never left', unsent, 2],
    ['read', 'an answer that never came', broken, 2],
    ['write', 'a request that never left', unsent, 2],
    ['write', 'an answer that never came', broken, 1],
    ['read', 'a certificate that is not right', () => new TlsError({ message: 'wrong host' }), 1],
    ['read', 'a transport that broke', () => new Error('oops'), 1],
  ] as const)('%s, after %s', async (name, _, failure, times) => {
    const { methods, clock, sent } = startScripted({ answers: [failure], retry: { retries: 1 } })
    const outcome = methods[name]().catch(() => {})
    await clock.advance(0)
    await outcome
    expect(sent).toHaveLength(times)
  })

  test('a write is not whose request has left, whatever else an error says', async () => {
    const contradicting = (call: CallRecord): Error => {
      Object.assign(call.attempts.at(-1) as object, { sent: true })
      return unsent(call)
    }
    const { methods, sent } = startScripted({ answers: [contradicting], retry: { retries: 1 } })
    await expect(methods.write()).rejects.toMatchObject({ code: 'CONNECTION', retryable: false })
    expect(sent).toHaveLength(1)
  })

  test('an error of a transport that names no call is told as it is', async () => {
    const failure = new ConnectionError({ message: 'reset', sent: 'maybe' })
    const { methods } = startScripted({ answers: [() => failure], retry: { retries: 0 } })
    await expect(methods.read()).rejects.toBe(failure)
  })

  test('a call whose login failed is not: the login has had its own attempts', async () => {
    const failure = new ConnectionError({ message: 'the login failed', sent: 'no' })
    const auth = { name: 'down', headers: [], authorize: vi.fn<AuthStrategy['authorize']>() }
    auth.authorize.mockRejectedValue(failure)
    const { methods, sent } = startScripted({ answers: [200], auth })
    const pending = methods.read()
    await expect(pending).rejects.toMatchObject({ code: 'CONNECTION' })
    expect(pending.call.attempts).toHaveLength(1)
    expect(sent).toHaveLength(0)
  })

  test('a call that was ended is not, whatever its transport says', async () => {
    const stubborn: Middleware = {
      name: 'stubborn',
      slot: 'attempt',
      wrap: (next) => (request, call) => next(request, call).catch(() => Promise.reject(unsent(call))),
    }
    const { methods, clock, lines } = startScripted({ answers: [200], answerMs: 100, middleware: [stubborn] })
    const controller = new AbortController()
    const pending = methods.read({}, { signal: controller.signal })
    await clock.advance(10)
    controller.abort('enough')
    await expect(pending).rejects.toMatchObject({ code: 'ABORTED' })
    await clock.advance(10_000)
    expect(pending.call.attempts).toMatchObject([{ error: 'ABORTED', endedMs: 10 }])
    expect(lines).toMatchObject([{ message: 'request', error: 'ABORTED' }])
  })

  test('a stream is not, for it can be read once only; its token is still known to be refused', async () => {
    const auth = renewable()
    for (const answer of [503, 401, unsent]) {
      const { methods, sent } = startScripted({ answers: [answer, 200], auth })
      const body = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a,b')
      }
      await expect(methods.upload({ body: body() })).rejects.toThrow('scripted upload')
      expect(sent).toHaveLength(1)
    }
    expect(auth.challenged).toHaveBeenCalledTimes(1)
  })
})

describe('after a refused token', () => {
  test('a call is sent once more, which counts as no retry', async () => {
    const auth = renewable()
    const { methods, clock } = startScripted({ answers: [401, 503, 200], auth, retry: { retries: 1 } })
    const pending = methods.read()
    await clock.advance(0)
    await pending
    expect(reasons(pending.call)).toEqual(['first', 'reauthorized', 'retry'])
  })

  test('a call is not sent a third time, whatever the strategy says', async () => {
    const auth = renewable()
    const { methods } = startScripted({ answers: [401], auth })
    const pending = methods.read()
    await expect(pending).rejects.toMatchObject({ status: 401 })
    expect(reasons(pending.call)).toEqual(['first', 'reauthorized'])
    expect(auth.challenged).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ status: 401 }),
      { generation: 1 },
      pending.call,
    )
  })

  test('a call is not sent again where the strategy gives up, or where the credential cannot be renewed', async () => {
    for (const auth of [renewable('give-up'), undefined]) {
      const { methods, sent } = startScripted({ answers: [401, 200], ...(auth !== undefined && { auth }) })
      await expect(methods.read()).rejects.toMatchObject({ status: 401 })
      expect(sent).toHaveLength(1)
    }
  })

  test.each([400, 403, 500])('a %d says nothing about the token', async (status) => {
    const auth = renewable()
    const { methods } = startScripted({ answers: [status], auth, retry: { retries: 0 } })
    await expect(methods.read()).rejects.toMatchObject({ status })
    expect(auth.challenged).not.toHaveBeenCalled()
  })

  test('nobody is asked where the request carried none, as that of a login', async () => {
    const { call, parts } = startCall()
    const auth = renewable()
    const retry = { retries: 0, baseDelayMs: 0, maxDelayMs: 0 }
    const answer = { status: 401, headers: {}, body: Buffer.alloc(0) }
    const request = { method: 'GET', origin: '', path: '/', headers: {}, body: undefined } as const
    for (const step of [attempting({ ...parts, retry, auth }), attempting({ ...parts, retry })]) {
      expect(await step(() => Promise.resolve(answer))(request, call)).toBe(answer)
    }
    expect(auth.challenged).not.toHaveBeenCalled()
  })
})

describe('the record', () => {
  test('says when each attempt began and ended, on the clock of the call', async () => {
    const { methods, clock } = startScripted({
      answers: [503, unsent, () => new Error('oops')],
      answerMs: 20,
      fraction: 0.5,
      retry: { baseDelayMs: 100 },
    })
    const pending = methods.read()
    pending.catch(() => {})
    await clock.advance(1_000)
    expect(pending.call.attempts).toMatchObject([
      { startedMs: 0, endedMs: 20, waitedMs: 50, status: 503, error: undefined },
      { startedMs: 70, endedMs: 90, waitedMs: 100, status: undefined, error: 'CONNECTION' },
      { startedMs: 190, endedMs: 210, waitedMs: 0, status: undefined, error: 'UNKNOWN' },
    ])
    expect(pending.call.elapsedMs).toBe(210)
  })

  test('leaves an attempt open while its answer is handed on as it arrives', async () => {
    const stream = (async function* () {
      yield Buffer.from('a')
    })()
    const { methods } = startScripted({ answers: [{ stream }] })
    const pending = methods.download()
    await pending
    expect(pending.call.attempts).toMatchObject([{ status: 200, endedMs: undefined }])
  })

  test('gives each attempt an id of its own, which is sent; the first has that of the call', async () => {
    const { methods, clock, sent } = startScripted({ answers: [503, 503, 200] })
    const pending = methods.read()
    await clock.advance(0)
    await pending
    const { id, attempts } = pending.call
    expect(attempts.map(({ requestId }) => requestId)).toEqual([id, 'uuid-2', 'uuid-3'])
    expect(sent.map(({ headers }) => headers['x-request-id'])).toEqual([id, 'uuid-2', 'uuid-3'])
  })

  test('is one line of the log for each attempt, also where what follows its answer fails', async () => {
    const auth = { ...renewable(), challenged: () => Promise.reject(new Error('oops')) }
    const { methods, lines } = startScripted({ answers: [401], auth })
    await expect(methods.read()).rejects.toMatchObject({ cause: { message: 'oops' } })
    expect(lines).toMatchObject([{ message: 'request', status: 401 }])
    const failing = startScripted({ answers: [() => new Error('oops')] })
    await expect(failing.methods.read()).rejects.toThrow('read')
    expect(failing.lines).toMatchObject([{ message: 'request', error: 'UNKNOWN' }])
  })
})
