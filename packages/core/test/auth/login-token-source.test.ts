import { AsyncLocalStorage } from 'node:async_hooks'
import { getEventListeners } from 'node:events'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { LoginTokenSource } from '../../src/auth/login-token-source.ts'
import type { IssuedToken } from '../../src/auth/token-source.ts'
import { ClosedError } from '../../src/errors/closed-error.ts'
import { ConnectionError } from '../../src/errors/connection-error.ts'
import { CredentialsRefusedError } from '../../src/errors/credentials-refused-error.ts'
import { PermissionError } from '../../src/errors/permission-error.ts'
import { TimeoutError } from '../../src/errors/timeout-error.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { scrub } from '../../src/secret/scrubber.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock, type VirtualClock } from '../../src/testing/virtual-clock.ts'

const HOUR = 3600
const MINUTE_MS = 60_000

/** A login endpoint whose answers the test decides one by one. */
function createVendor(clock: VirtualClock) {
  const logins: {
    at: number
    resolve(token: IssuedToken): void
    reject(error: unknown): void
    signal: AbortSignal
  }[] = []
  const vendor = {
    logins,
    lifetimeSeconds: HOUR as unknown,
    failure: undefined as Error | undefined,
    answersAtOnce: true,
    secret: 'one',
    logged: [] as [string, object][],
  }
  const source = new LoginTokenSource({
    clock,
    // Every back-off is half of what it can be.
    random: { fraction: () => 0.5, uuid: () => '' },
    logger: {
      ...silentLogger,
      debug: (fields, message) => void vendor.logged.push([message, fields]),
      warn: (fields, message) => void vendor.logged.push([message, fields]),
    },
    credential: () =>
      Promise.resolve({
        fingerprint: vendor.secret,
        issue: (signal) =>
          new Promise<IssuedToken>((resolve, reject) => {
            logins.push({ at: clock.monotonic(), resolve, reject, signal })
            if (!vendor.answersAtOnce) return
            if (vendor.failure !== undefined) reject(vendor.failure)
            else resolve({ value: `token-${logins.length}`, lifetimeSeconds: vendor.lifetimeSeconds })
          }),
      }),
  })
  return Object.assign(vendor, { source })
}

let clock: VirtualClock
let vendor: ReturnType<typeof createVendor>

beforeEach(() => {
  clock = createVirtualClock()
  vendor = createVendor(clock)
})

afterEach(async () => {
  await vendor.source[Symbol.asyncDispose]()
  if (clock.pendingTimers !== 0) throw new Error('a timer was left behind')
})

const down = new ConnectionError({ message: 'down', sent: 'no' })
const refused = new CredentialsRefusedError({ message: 'wrong secret' })

async function value(): Promise<string> {
  return (await vendor.source.get()).value.reveal()
}

/** Runs a promise and the clock together, and tells how it ended. */
async function after<T>(ms: number, promise: Promise<T>): Promise<T | Error> {
  const settled = promise.catch((error: Error) => error)
  await clock.advance(ms)
  return settled
}

describe('single flight', () => {
  test('10,000 callers on a cold source share one login', async () => {
    const tokens = await Promise.all(Array.from({ length: 10_000 }, () => vendor.source.get()))
    expect(new Set(tokens).size).toBe(1)
    expect(vendor.logins).toHaveLength(1)
  })

  test('10,000 callers on an expired token share one login', async () => {
    await vendor.source.get()
    await clock.advance(HOUR * 1000 + 1)
    expect(vendor.source.peek()).toBeUndefined()
    await Promise.all(Array.from({ length: 10_000 }, () => vendor.source.get()))
    expect(vendor.logins).toHaveLength(2)
  })

  test('a caller that aborts leaves alone, and the login goes on for the others', async () => {
    vendor.answersAtOnce = false
    const controller = new AbortController()
    const leaving = vendor.source.get({ signal: controller.signal })
    const staying = vendor.source.get()
    await clock.advance(10)
    controller.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
    expect(vendor.logins[0]?.signal.aborted).toBe(false)
    vendor.logins[0]?.resolve({ value: 'late', lifetimeSeconds: HOUR })
    expect((await staying).value.reveal()).toBe('late')
  })

  test('a signal that is aborted already rejects with its reason, without a login', async () => {
    await expect(vendor.source.get({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    )
    expect(vendor.logins).toHaveLength(0)
  })

  test('a login does not inherit the async context of the caller who started it', async () => {
    const storage = new AsyncLocalStorage<string>()
    let seen: string | undefined = 'not asked'
    const source = new LoginTokenSource({
      clock,
      random: createSeededRandom(1),
      logger: silentLogger,
      credential: () => {
        seen = storage.getStore()
        return Promise.resolve({ fingerprint: '', issue: () => Promise.resolve({ value: 'token' }) })
      },
    })
    await storage.run('a request', () => source.get())
    expect(seen).toBeUndefined()
  })
})

describe('refresh of a token of an hour', () => {
  test('begins at 48 minutes, once, in the background, while the old token is served', async () => {
    await vendor.source.get()
    vendor.answersAtOnce = false
    await clock.advance(48 * MINUTE_MS - 1)
    expect(vendor.source.peek()?.generation).toBe(1)
    await clock.advance(0)
    expect(vendor.logins).toHaveLength(1)
    await clock.advance(1)
    for (let caller = 0; caller < 100; caller += 1) expect(vendor.source.peek()?.generation).toBe(1)
    await clock.advance(0)
    expect(vendor.logins).toHaveLength(2)
    vendor.logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR })
    await clock.advance(0)
    expect(vendor.source.peek()?.value.reveal()).toBe('second')
  })

  test('is waited for from 55 minutes on', async () => {
    await vendor.source.get()
    vendor.answersAtOnce = false
    await clock.advance(55 * MINUTE_MS)
    expect(vendor.source.peek()).toBeUndefined()
    const waiting = vendor.source.get()
    await clock.advance(100)
    vendor.logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR })
    expect((await waiting).value.reveal()).toBe('second')
  })

  test('is waited for 10 s at most while the old token lives, and goes on', async () => {
    await vendor.source.get()
    vendor.answersAtOnce = false
    await clock.advance(55 * MINUTE_MS)
    const waiting = vendor.source.get()
    expect((await after(10_000, waiting)) as { generation: number }).toMatchObject({ generation: 1 })
    expect(vendor.source.peek()?.generation).toBe(1)
    vendor.logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR })
    await clock.advance(0)
    expect(vendor.source.peek()?.value.reveal()).toBe('second')
  })

  test('that fails transiently lets the old token serve until its real end, with attempts spaced', async () => {
    await vendor.source.get()
    vendor.failure = down
    for (let at = 48 * MINUTE_MS; at < 60 * MINUTE_MS; at += 1_000) {
      await clock.advance(at - clock.monotonic())
      expect(await value()).toBe('token-1')
    }
    expect(vendor.logins.length).toBeGreaterThan(5)
    expect(vendor.logins.length).toBeLessThan(100)
    await clock.advance(60 * MINUTE_MS - clock.monotonic())
    await expect(vendor.source.get({ deadline: clock.monotonic() })).rejects.toThrow('down')
  })

  test('that fails transiently is tried again after its back-off, to the millisecond', async () => {
    await vendor.source.get()
    vendor.failure = down
    const asked: number[] = []
    await clock.advance(48 * MINUTE_MS)
    for (let ms = 0; ms <= 2_000; ms += 1) {
      const before = vendor.logins.length
      expect(vendor.source.peek()?.generation).toBe(1)
      await clock.advance(0)
      if (vendor.logins.length > before) asked.push(ms)
      await clock.advance(1)
    }
    expect(asked).toEqual([0, 250, 750, 1_750])
  })

  test('fails its callers once the old token has come to its end, though it lived when they were waiting', async () => {
    await vendor.source.get()
    vendor.answersAtOnce = false
    await clock.advance(HOUR * 1000 - 1)
    const waiting = vendor.source.get().catch((error: unknown) => error)
    await clock.advance(1)
    vendor.logins[1]?.reject(down)
    expect(await waiting).toBe(down)
  })

  test('counts the lifetime from the moment the login was sent', async () => {
    vendor.answersAtOnce = false
    const first = vendor.source.get()
    await clock.advance(9_000)
    vendor.logins[0]?.resolve({ value: 'slow', lifetimeSeconds: 60 })
    await first
    await clock.advance(60_000 - 9_000 - 1)
    expect(vendor.source.status().remainingMs).toBe(1)
  })

  test('does not care about a jump of the wall clock', async () => {
    await vendor.source.get()
    clock.shiftWall(-10 * HOUR * 1000)
    expect(vendor.source.peek()?.generation).toBe(1)
    clock.shiftWall(1000 * HOUR * 1000)
    expect(vendor.source.peek()?.generation).toBe(1)
    expect(vendor.logins).toHaveLength(1)
  })
})

describe.each([20, 60, 300, 600, 900, 1500, 3600, 7200])('a token of %i s', (life) => {
  test('never makes callers log in one by one, whatever they ask', async () => {
    vendor.lifetimeSeconds = life
    const lives = 5
    const step = (life * 1000) / 200
    for (let at = 0; at < lives * life * 1000; at += step) {
      await vendor.source.get()
      await clock.advance(step)
    }
    // Refreshed at softAt, which is half of a life at the earliest.
    expect(vendor.logins.length).toBeLessThanOrEqual(lives * 2 + 1)
    expect(vendor.logins.length).toBeGreaterThanOrEqual(lives)
  })
})

describe('a login that fails', () => {
  test('fails all of its waiters, and the next caller waits for the next attempt', async () => {
    vendor.failure = down
    const waiters = await Promise.allSettled(Array.from({ length: 50 }, () => vendor.source.get()))
    expect(waiters.every((waiter) => waiter.status === 'rejected')).toBe(true)
    expect(vendor.logins).toHaveLength(1)
    vendor.failure = undefined
    expect(await after(500, vendor.source.get())).toMatchObject({ generation: 1 })
    expect(vendor.logins).toHaveLength(2)
  })

  test('fails a caller at once whose deadline is before the next attempt, and says when that is', async () => {
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    const error = (await vendor.source
      .get({ deadline: clock.monotonic() })
      .catch((problem: unknown) => problem)) as ConnectionError
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error.retryAt?.getTime()).toBeGreaterThan(clock.wall())
    expect(vendor.logins).toHaveLength(1)
  })

  test('is followed by the next one after a back-off that doubles, whatever the time is', async () => {
    await clock.advance(123_456)
    vendor.failure = down
    for (const backOffMs of [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await vendor.source.get({ deadline: clock.monotonic() }).catch(() => {})
      const failedAt = clock.monotonic()
      const next = vendor.source.get().catch(() => {})
      await clock.advance(backOffMs)
      await next
      expect(vendor.logins.at(-1)?.at).toBe(failedAt + backOffMs)
    }
  })

  test('is waited for by a caller whose deadline the next attempt just reaches, and by no other', async () => {
    await clock.advance(5_000)
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    vendor.failure = undefined
    const hurried = vendor.source.get({ deadline: clock.monotonic() + 249 })
    await expect(hurried).rejects.toMatchObject({ message: 'down', retryAt: new Date(clock.wall() + 250) })
    const patient = vendor.source.get({ deadline: clock.monotonic() + 250 })
    const morePatient = vendor.source.get({ deadline: clock.monotonic() + 60_000 })
    await clock.advance(250)
    expect(await patient).toMatchObject({ generation: 1 })
    expect(await morePatient).toMatchObject({ generation: 1 })
    expect(vendor.logins).toHaveLength(2)
  })

  test('is not tried again for a caller who has left meanwhile', async () => {
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    const controller = new AbortController()
    const waiting = vendor.source.get({ signal: controller.signal })
    expect(clock.pendingTimers).toBe(1)
    controller.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(60_000)
    expect(vendor.logins).toHaveLength(1)
  })

  test('is tried again once, for those who wait and for one who comes at that very moment', async () => {
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    vendor.failure = undefined
    let coming: Promise<unknown> | undefined
    clock.setTimer(250, () => (coming = vendor.source.get()))
    const waiting = vendor.source.get()
    await clock.advance(250)
    expect(await coming).toBe(await waiting)
    expect(vendor.logins).toHaveLength(2)
  })

  test('for a reason of its own is an authentication error with that as the cause', async () => {
    vendor.failure = new Error('the vault is sealed')
    await expect(vendor.source.get()).rejects.toMatchObject({
      code: 'AUTHENTICATION',
      message: 'the login failed',
      cause: { message: 'the vault is sealed' },
    })
  })

  test('is logged once with its error, as each success is with its number, and neither with the token', async () => {
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    await vendor.source.get({ deadline: 0 }).catch(() => {})
    vendor.failure = undefined
    await after(250, vendor.source.get())
    expect(vendor.logged).toEqual([
      ['the login failed', { error: down, failures: 1 }],
      ['token renewed', { generation: 1 }],
    ])
  })

  test('is given up after 15 s, and its late answer is of no use', async () => {
    vendor.answersAtOnce = false
    const waiting = vendor.source.get()
    expect(await after(15_000, waiting)).toBeInstanceOf(TimeoutError)
    expect(vendor.logins[0]?.signal.aborted).toBe(true)
    vendor.logins[0]?.resolve({ value: 'late', lifetimeSeconds: HOUR })
    await clock.advance(0)
    expect(vendor.source.status().state).toBe('none')
  })

  test.each(['', 'with space', 'line\r\nbreak', 'é', undefined])(
    'with token %j is a malformed answer',
    async (bad) => {
      vendor.answersAtOnce = false
      const waiting = vendor.source.get().catch((error: unknown) => error)
      await clock.advance(0)
      vendor.logins[0]?.resolve({ value: bad as string })
      expect(await waiting).toMatchObject({ code: 'MALFORMED_RESPONSE' })
    },
  )
})

describe('refused credentials', () => {
  test('fail all waiters, are remembered for 5 s to 5 min, and cost one login each time', async () => {
    vendor.failure = refused
    for (const rememberedMs of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      const before = vendor.logins.length
      const results = await Promise.allSettled(Array.from({ length: 200 }, () => vendor.source.get()))
      expect(results.every((result) => result.status === 'rejected' && result.reason === refused)).toBe(true)
      expect(vendor.logins.length).toBe(before + 1)
      await clock.advance(rememberedMs - 1)
      await vendor.source.get().catch(() => {})
      expect(vendor.logins.length).toBe(before + 1)
      await clock.advance(1)
    }
  })

  test('are forgotten at once when the credential changes', async () => {
    vendor.failure = refused
    await vendor.source.get().catch(() => {})
    vendor.failure = undefined
    vendor.secret = 'two'
    expect(await value()).toBe('token-2')
  })

  test('of another secret are a first refusal, remembered for 5 s', async () => {
    vendor.failure = refused
    for (const secret of ['one', 'two', 'three']) {
      vendor.secret = secret
      await vendor.source.get().catch(() => {})
      await clock.advance(5_000)
      await vendor.source.get().catch(() => {})
      await clock.advance(1)
    }
    // Each was asked about when it came, and once again after 5 s.
    expect(vendor.logins.map(({ at }) => at)).toEqual([0, 5_000, 5_001, 10_001, 10_002, 15_002])
  })

  /** How long a refusal that comes now is remembered, by asking every second. */
  async function rememberedMs(): Promise<number> {
    const before = vendor.logins.length
    const start = clock.monotonic()
    vendor.failure = refused
    for (;;) {
      await vendor.source.get({ deadline: clock.monotonic() }).catch(() => {})
      if (vendor.logins.length > before + 1) return clock.monotonic() - start
      await clock.advance(1_000)
    }
  }

  test('are counted anew after a login that succeeded', async () => {
    expect(await rememberedMs()).toBe(5_000)
    await clock.advance(10_000)
    vendor.failure = undefined
    await vendor.source.get()
    await clock.advance(HOUR * 1000)
    expect(await rememberedMs()).toBe(5_000)
  })

  test('are counted on from where they were after a login that just failed', async () => {
    expect(await rememberedMs()).toBe(5_000)
    await clock.advance(10_000)
    vendor.failure = down
    await expect(vendor.source.get()).rejects.toThrow('down')
    // It says nothing of the credential.
    expect(vendor.source.status().state).toBe('none')
    await clock.advance(250 * 4)
    expect(await rememberedMs()).toBe(20_000)
  })

  test('are a first refusal after logins that just failed', async () => {
    vendor.failure = down
    for (let attempt = 0; attempt < 3; attempt += 1) await after(60_000, vendor.source.get())
    await clock.advance(60_000)
    expect(await rememberedMs()).toBe(5_000)
  })

  test('are logged and counted once, however often they are recalled', async () => {
    vendor.failure = refused
    for (let asked = 0; asked < 5; asked += 1) await vendor.source.get().catch(() => {})
    expect(vendor.source.status()).toMatchObject({ state: 'refused', failures: 1 })
    expect(vendor.logged).toEqual([['the login failed', { error: refused, failures: 1 }]])
  })

  test('count the same when the address is not allowed', async () => {
    vendor.failure = new PermissionError({ message: 'address not listed' })
    await vendor.source.get().catch(() => {})
    await vendor.source.get().catch(() => {})
    expect(vendor.logins).toHaveLength(1)
    expect(vendor.source.status().state).toBe('refused')
  })

  test('end the waiting of callers from hardAt on', async () => {
    await vendor.source.get()
    vendor.failure = refused
    await clock.advance(55 * MINUTE_MS)
    await expect(vendor.source.get()).rejects.toBe(refused)
  })
})

describe('reject', () => {
  test('of the current generation renews, of an older one does nothing', async () => {
    const first = await vendor.source.get()
    expect(vendor.source.reject(first.generation)).toBe('renewing')
    const second = await vendor.source.get()
    expect(second.generation).toBe(2)
    expect(vendor.source.reject(first.generation)).toBe('superseded')
    expect(vendor.source.peek()).toBe(second)
    expect(vendor.logins).toHaveLength(2)
  })

  test('a hundred late refusals of one token make one login', async () => {
    const { generation } = await vendor.source.get()
    vendor.answersAtOnce = false
    for (let late = 0; late < 50; late += 1) expect(vendor.source.reject(generation)).toBe('renewing')
    await clock.advance(250)
    vendor.logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR })
    await clock.advance(0)
    for (let late = 0; late < 50; late += 1) expect(vendor.source.reject(generation)).toBe('superseded')
    expect(vendor.logins).toHaveLength(2)
  })

  test('is bounded: never more than 4 + elapsed / 10 s logins, whatever is refused', async () => {
    for (let step = 0; step < 1_000; step += 1) {
      const { generation } = await vendor.source.get()
      vendor.source.reject(generation)
      await clock.advance(step % 7 === 0 ? 900 : 37)
      expect(vendor.logins.length).toBeLessThanOrEqual(4 + clock.monotonic() / 10_000)
    }
    expect(vendor.logins.length).toBeGreaterThan(10)
  })

  test('of a token that is being refreshed waits for that login', async () => {
    const { generation } = await vendor.source.get()
    vendor.answersAtOnce = false
    await clock.advance(48 * MINUTE_MS)
    vendor.source.peek()
    await clock.advance(0)
    expect(vendor.source.reject(generation)).toBe('renewing')
    expect(vendor.source.peek()).toBeUndefined()
    const waiting = vendor.source.get()
    await clock.advance(0)
    expect(vendor.logins).toHaveLength(2)
    vendor.logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR })
    expect((await waiting).value.reveal()).toBe('second')
  })

  test('keeps the back-off of a login that failed', async () => {
    const { generation } = await vendor.source.get()
    await clock.advance(48 * MINUTE_MS)
    vendor.failure = down
    vendor.source.peek()
    await clock.advance(249)
    expect(vendor.source.reject(generation)).toBe('renewing')
    await clock.advance(0)
    expect(vendor.logins).toHaveLength(2)
    await after(1, vendor.source.get())
    expect(vendor.logins.map(({ at }) => at)).toEqual([0, 48 * MINUTE_MS, 48 * MINUTE_MS + 250])
  })

  test('keeps the token when the budget is spent, for the calls that it still serves', async () => {
    const outcomes: string[] = []
    for (let round = 0; round < 4; round += 1) {
      const { generation } = await vendor.source.get()
      outcomes.push(vendor.source.reject(generation))
    }
    expect(outcomes).toEqual(['renewing', 'renewing', 'renewing', 'budget-spent'])
    expect(vendor.source.peek()?.generation).toBe(4)
  })
})

describe('status', () => {
  test('tells of the token, its login and its end', async () => {
    vendor.answersAtOnce = false
    const none = { state: 'none', loggingIn: false, remainingMs: undefined, failures: 0 }
    expect(vendor.source.status()).toEqual(none)
    const waiting = vendor.source.get()
    expect(vendor.source.status()).toEqual({ ...none, loggingIn: true })
    await clock.advance(0)
    vendor.logins[0]?.resolve({ value: 'token', lifetimeSeconds: HOUR })
    await waiting
    expect(vendor.source.status()).toEqual({ ...none, state: 'valid', remainingMs: HOUR * 1000 })
    await clock.advance(HOUR * 1000 - 1)
    expect(vendor.source.status()).toEqual({ ...none, state: 'valid', remainingMs: 1 })
    await clock.advance(1)
    expect(vendor.source.status()).toEqual(none)
    await clock.advance(1)
    expect(vendor.source.status()).toEqual(none)
  })
})

describe('tokens', () => {
  test('are shown nowhere while they are in use, nor are the last hundred after', async () => {
    const tokens: string[] = []
    for (let round = 0; round < 150; round += 1) {
      tokens.push(await value())
      expect(scrub(`Bearer ${tokens.at(-1)}.`)).toBe('Bearer [redacted].')
      await clock.advance(HOUR * 1000)
    }
    const known = tokens.map((token) => scrub(`${token}.`) === '[redacted].')
    expect(known.indexOf(true)).toBe(49)
    expect(known.lastIndexOf(false)).toBe(48)
  })

  test('leave nothing on the signals of those who waited for them', async () => {
    const { signal } = new AbortController()
    await vendor.source.get({ signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('close', () => {
  test('ends the login under way, and its waiters get a ClosedError', async () => {
    vendor.answersAtOnce = false
    const waiting = vendor.source.get().catch((error: unknown) => error)
    await clock.advance(0)
    await vendor.source[Symbol.asyncDispose]()
    expect(await waiting).toBeInstanceOf(ClosedError)
    expect(vendor.logins[0]?.signal.aborted).toBe(true)
    await expect(vendor.source.get()).rejects.toBeInstanceOf(ClosedError)
    expect(vendor.source.status().state).toBe('closed')
  })

  test('ends the waiting for a next attempt', async () => {
    vendor.failure = down
    await vendor.source.get().catch(() => {})
    const waiting = vendor.source.get().catch((error: unknown) => error)
    await vendor.source[Symbol.asyncDispose]()
    expect(await waiting).toBeInstanceOf(ClosedError)
  })
})
