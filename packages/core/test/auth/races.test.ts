import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { LoginTokenSource } from '../../src/auth/login-token-source.ts'
import type { IssuedToken, Token } from '../../src/auth/token-source.ts'
import { ClosedError } from '../../src/errors/closed-error.ts'
import { ConnectionError } from '../../src/errors/connection-error.ts'
import { CredentialsRefusedError } from '../../src/errors/credentials-refused-error.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

/** How many interleavings each property is tried with: `TENON_SCHEDULES=1000000 npm test` for a long run. */
const numRuns = Number(process.env['TENON_SCHEDULES'] ?? 10_000)
const timeout = Math.max(60_000, numRuns * 10)

/** A source whose logins end when the scheduler says so, in any order beside everything else that it schedules. */
function createRace(scheduler: fc.Scheduler, answer: (login: number) => IssuedToken | Error) {
  const clock = createVirtualClock()
  const race = { logins: 0, secret: 'one', clock }
  const source = new LoginTokenSource({
    clock,
    random: createSeededRandom(1),
    logger: silentLogger,
    credential: async () => ({
      fingerprint: race.secret,
      issue: async () => {
        const result = answer((race.logins += 1))
        await scheduler.schedule(Promise.resolve(), 'login ends')
        if (result instanceof Error) throw result
        return result
      },
    }),
  })
  return Object.assign(race, { source })
}

function token(login: number, lifetimeSeconds = 3_600): IssuedToken {
  return { value: `token-${login}`, lifetimeSeconds }
}

type Settled = PromiseSettledResult<Token>

/** A test that tries thousands of interleavings. */
function property(name: string, run: (scheduler: fc.Scheduler, size: number) => Promise<void>): void {
  const sizes = fc.integer({ min: 2, max: 6 })
  const tryAll = (): Promise<void> => fc.assert(fc.asyncProperty(fc.scheduler(), sizes, run), { numRuns })
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the assertions are in `run`
  test(name, tryAll, timeout)
}

/** Starts each piece of work at a moment of the scheduler's choice, and runs until all have ended. */
async function inAnyOrder<T>(
  scheduler: fc.Scheduler,
  work: readonly (() => Promise<T> | T)[],
): Promise<PromiseSettledResult<T>[]> {
  const started = work.map(async (one, index) => {
    await scheduler.schedule(Promise.resolve(), `work ${index}`)
    return one()
  })
  const settled = Promise.allSettled(started)
  await scheduler.waitFor(settled)
  return settled
}

property('single flight: callers in any order share one login', async (scheduler, size) => {
  const { source, clock } = createRace(scheduler, (login) => token(login))
  const results = await inAnyOrder(
    scheduler,
    Array.from({ length: size }, () => () => source.get()),
  )
  expect(
    new Set(results.map((result: Settled) => (result.status === 'fulfilled' ? result.value.generation : 0))),
  ).toEqual(new Set([1]))
  expect(clock.pendingTimers).toBe(0)
})

property(
  'late 401: refusals of an old token in any order make one login, and nobody is left without a token',
  async (scheduler, size) => {
    const race = createRace(scheduler, (login) => token(login))
    await scheduler.waitFor(race.source.get())
    const refuseAndGoOn = async (): Promise<Token> => {
      expect(race.source.reject(1)).not.toBe('budget-spent')
      return race.source.get()
    }
    const results = await inAnyOrder(
      scheduler,
      Array.from({ length: size }, () => refuseAndGoOn),
    )
    for (const result of results)
      expect(result).toMatchObject({ status: 'fulfilled', value: { generation: 2 } })
    expect(race.logins).toBe(2)
  },
)

property('abort isolation: whoever aborts, the others get their token', async (scheduler, size) => {
  const race = createRace(scheduler, (login) => token(login))
  const controllers = Array.from({ length: size }, () => new AbortController())
  const staying = inAnyOrder(scheduler, [() => race.source.get(), () => race.source.get()])
  const leaving = inAnyOrder(
    scheduler,
    controllers.flatMap((controller) => [
      () => race.source.get({ signal: controller.signal }),
      () => controller.abort(new Error('gone')) as never,
    ]),
  )
  for (const result of await staying)
    expect(result).toMatchObject({ status: 'fulfilled', value: { generation: 1 } })
  await leaving
  expect(race.logins).toBe(1)
  expect(race.clock.pendingTimers).toBe(0)
})

property(
  'refused credentials: everybody gets the refusal, the vendor is asked once',
  async (scheduler, size) => {
    const refusal = new CredentialsRefusedError({ message: 'no' })
    const race = createRace(scheduler, () => refusal)
    const results = await inAnyOrder(
      scheduler,
      Array.from({ length: size }, () => () => race.source.get()),
    )
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: refusal })
    expect(race.logins).toBe(1)
  },
)

property(
  'static stability: while the old token lives, no caller fails, whatever the login does',
  async (scheduler, size) => {
    const race = createRace(scheduler, (login) =>
      login === 1 ? token(1) : new ConnectionError({ message: 'down', sent: 'no' }),
    )
    await scheduler.waitFor(race.source.get())
    await race.clock.advance((size % 2 === 0 ? 49 : 56) * 60_000)
    const results = await inAnyOrder(
      scheduler,
      Array.from({ length: size }, () => () => race.source.get()),
    )
    for (const result of results)
      expect(result).toMatchObject({ status: 'fulfilled', value: { generation: 1 } })
    expect(race.logins).toBe(2)
  },
)

property('budget: refusals in any order never make more than 4 logins at once', async (scheduler, size) => {
  const race = createRace(scheduler, (login) => token(login))
  const callUntilGivenUp = async (): Promise<Token> => {
    for (;;) {
      const held = await race.source.get()
      if (race.source.reject(held.generation) === 'budget-spent') return held
    }
  }
  const results = await inAnyOrder(
    scheduler,
    Array.from({ length: size }, () => callUntilGivenUp),
  )
  expect(results.every((result) => result.status === 'fulfilled')).toBe(true)
  expect(race.logins).toBe(4)
})

property(
  'drain: close at any moment settles everybody and leaves nothing behind',
  async (scheduler, size) => {
    const race = createRace(scheduler, (login) =>
      login % 2 === 0 ? token(login) : new ConnectionError({ message: 'down', sent: 'no' }),
    )
    const callers = Array.from({ length: size }, () => () => race.source.get({ deadline: 0 }))
    const closing = async (): Promise<never> => (await race.source[Symbol.asyncDispose]()) as never
    const results = await inAnyOrder(scheduler, [...callers, closing])
    for (const result of results.slice(0, size)) {
      const fine =
        result.status === 'fulfilled' ||
        ClosedError.isInstance(result.reason) ||
        ConnectionError.isInstance(result.reason)
      expect(fine).toBe(true)
    }
    expect(race.clock.pendingTimers).toBe(0)
    expect(race.source.status()).toMatchObject({ state: 'closed', loggingIn: false })
  },
)
