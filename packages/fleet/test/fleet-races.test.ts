import {
  ClosedError,
  CredentialsRefusedError,
  loginCredential,
  silentLogger,
  type Token,
  type TokenSource,
  type TokenStore,
} from '@tenon/core'
import {
  createMemoryTokenStore,
  createSeededRandom,
  createVirtualClock,
  settlePromises,
  type TokenRecord,
} from '@tenon/core/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { shareTokens } from '../src/index.ts'
import { SEALING_KEY } from './support/fleet-bench.ts'

/** How many interleavings each property is tried with: `TENON_SCHEDULES=1000000 npm test` for a long run. */
const numRuns = Number(process.env['TENON_SCHEDULES'] ?? 10_000)
const timeout = Math.max(120_000, numRuns * 30)
const LEASE_MS = 16_000

/**
 * A fleet in which every command reaches the store, and every answer and the end of every login come, when the
 * scheduler says so. Time moves on only when nothing else is left to happen.
 */
function createRace(scheduler: fc.Scheduler, size: number) {
  const clock = createVirtualClock()
  const records = new Map<string, TokenRecord>()
  const inner = createMemoryTokenStore({ clock, records })
  async function later<T>(what: string, command: () => Promise<T>): Promise<T> {
    await scheduler.schedule(Promise.resolve(), `${what} goes`)
    const answer = await command()
    await scheduler.schedule(Promise.resolve(), `${what} is answered`)
    return answer
  }
  const store: TokenStore = {
    step: (...parts) => later('step', () => inner.step(...parts)),
    put: (...parts) => later('put', () => inner.put(...parts)),
    fail: (...parts) => later('fail', () => inner.fail(...parts)),
  }
  const race = {
    clock,
    records,
    logins: 0,
    failure: undefined as Error | undefined,
    /** Milliseconds that a login takes, by its number, beside what the scheduler adds. */
    loginMs: (_login: number) => 0,
    fleet: [] as TokenSource[],
    /** Lets things happen, in the order of the scheduler, until the work has ended. */
    async until<T>(work: Promise<T>): Promise<T> {
      let ended = false
      const watched = work.finally(() => (ended = true))
      watched.catch(() => {})
      for (await settlePromises(); !ended; await settlePromises()) {
        if (scheduler.count() > 0) await scheduler.waitOne()
        else await clock.advance(100)
      }
      return watched
    },
  }
  for (let index = 0; index < size; index += 1) {
    const { tokens } = loginCredential({
      clock,
      random: createSeededRandom(index),
      logger: silentLogger,
      tokens: shareTokens({ store, sealingKey: SEALING_KEY, leaseMs: LEASE_MS }),
      credential: () => 'secret',
      identify: (secret) => [secret],
      async issue() {
        const login = (race.logins += 1)
        await scheduler.schedule(Promise.resolve(), 'login ends')
        const ms = race.loginMs(login)
        if (ms > 0) await new Promise<void>((resolve) => void clock.setTimer(ms, resolve))
        if (race.failure !== undefined) throw race.failure
        return { value: `token-${login}`, lifetimeSeconds: 3_600 }
      },
    })
    race.fleet.push(tokens)
  }
  return race
}

type Race = ReturnType<typeof createRace>

/** A test that tries thousands of interleavings. */
function property(name: string, run: (race: Race, scheduler: fc.Scheduler) => Promise<void>): void {
  const tryOne = async (scheduler: fc.Scheduler, size: number): Promise<void> => {
    const race = createRace(scheduler, size)
    await run(race, scheduler)
    await Promise.all(race.fleet.map((source) => source[Symbol.asyncDispose]()))
  }
  const sizes = fc.integer({ min: 2, max: 4 })
  const tryAll = (): Promise<void> => fc.assert(fc.asyncProperty(fc.scheduler(), sizes, tryOne), { numRuns })
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the assertions are in `run`
  test(name, tryAll, timeout)
}

/** A caller in each process, at moments of the scheduler's choice. */
function callAll(
  { fleet }: Race,
  scheduler: fc.Scheduler,
  call: (source: TokenSource, index: number) => Promise<Token> = (source) => source.get(),
): Promise<PromiseSettledResult<Token>[]> {
  return Promise.allSettled(
    fleet.map(async (source, index) => {
      await scheduler.schedule(Promise.resolve(), `caller of process ${index}`)
      return call(source, index)
    }),
  )
}

function values(results: readonly PromiseSettledResult<Token>[]): Set<string> {
  return new Set(
    results.map((result) =>
      result.status === 'fulfilled' ? result.value.value.reveal() : String(result.reason),
    ),
  )
}

property('one login for the fleet, whatever the order of its commands', async (race, scheduler) => {
  expect(values(await race.until(callAll(race, scheduler)))).toEqual(new Set(['token-1']))
  expect(race.logins).toBe(1)
  await race.clock.advance(3_600_000)
  expect(values(await race.until(callAll(race, scheduler)))).toEqual(new Set(['token-2']))
  expect(race.logins).toBe(2)
})

property(
  'a token that the vendor has refused is renewed once, and adopted by nobody',
  async (race, scheduler) => {
    await race.until(callAll(race, scheduler))
    const refuseAndGoOn = (source: TokenSource): Promise<Token> => {
      expect(source.reject(1)).not.toBe('budget-spent')
      return source.get()
    }
    const results = await race.until(callAll(race, scheduler, refuseAndGoOn))
    expect(values(results)).toEqual(new Set(['token-2']))
    expect(race.logins).toBe(2)
  },
)

property(
  'refused credentials: the whole fleet is told, the vendor is asked once',
  async (race, scheduler) => {
    race.failure = new CredentialsRefusedError({ message: 'no' })
    const results = await race.until(callAll(race, scheduler))
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'CREDENTIALS_REFUSED' } })
    expect(race.logins).toBe(1)
  },
)

property(
  'a login that outlives its lease costs one more, and its token is not kept',
  async (race, scheduler) => {
    race.loginMs = (login) => (login === 1 ? LEASE_MS + 1_000 : 0)
    const results = await race.until(callAll(race, scheduler))
    expect(race.logins).toBe(2)
    expect(values(results)).toEqual(new Set(['token-2']))
  },
)

property('a process that closes at any moment costs one login at most', async (race, scheduler) => {
  const closing = (source: TokenSource, index: number): Promise<Token> => {
    const token = source.get()
    if (index === 0)
      void scheduler.schedule(Promise.resolve(), 'close').then(() => source[Symbol.asyncDispose]())
    return token
  }
  const [leaving, ...staying] = await race.until(callAll(race, scheduler, closing))
  expect(leaving?.status === 'fulfilled' || ClosedError.isInstance(leaving?.reason)).toBe(true)
  expect(values(staying).size).toBe(1)
  expect(staying.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(race.logins).toBeLessThanOrEqual(2)
})

property('records that are lost at any moment cost one login at most', async (race, scheduler) => {
  void scheduler.schedule(Promise.resolve(), 'loss').then(() => race.records.clear())
  const results = await race.until(callAll(race, scheduler))
  expect(results.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(race.logins).toBeLessThanOrEqual(2)
})
