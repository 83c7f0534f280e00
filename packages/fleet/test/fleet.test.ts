import { inspect } from 'node:util'

import {
  ConfigurationError,
  ConnectionError,
  createSecretReader,
  CredentialsRefusedError,
  PermissionError,
  silentLogger,
  type Logger,
} from '@tenon/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { createFleetBench, outcomes, type FleetBench } from './support/fleet-bench.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const LEASE_MS = 16_000

const down = new ConnectionError({ message: 'down', sent: 'no' })
const refused = new CredentialsRefusedError({ message: 'wrong secret: s3cr3t-vendor-text' })

let bench: FleetBench

beforeEach(() => {
  bench = createFleetBench()
})

afterEach(async () => {
  await bench.close()
  await bench.clock.advance(0)
  if (bench.clock.pendingTimers !== 0) throw new Error('a timer was left behind')
})

function startAll(size: number): void {
  for (let index = 0; index < size; index += 1) bench.start()
}

describe('a fleet', () => {
  test('logs in once when it starts cold', async () => {
    startAll(20)
    expect(new Set(outcomes(await bench.askAll()))).toEqual(new Set(['token-1']))
    expect(bench.logins).toBe(1)
  })

  test('logs in once per expiry, with callers all the time', async () => {
    startAll(8)
    for (let at = 0; at < 10 * HOUR_MS; at += 20_000) {
      const got = outcomes(await bench.askAll(20_000))
      expect(got.filter((one) => !one.startsWith('token-'))).toEqual([])
    }
    // A token lasts 48 minutes, less up to 5 %.
    expect(bench.logins).toBeGreaterThanOrEqual(13)
    expect(bench.logins).toBeLessThanOrEqual(14)
    expect(bench.mostRunning).toBe(1)
  })

  test('logs in once per expiry, with callers only after the end of the token', async () => {
    startAll(8)
    for (let round = 1; round <= 20; round += 1) {
      expect(new Set(outcomes(await bench.askAll()))).toEqual(new Set([`token-${round}`]))
      expect(bench.logins).toBe(round)
      await bench.clock.advance(HOUR_MS)
    }
  })

  test('moves a little apart: refreshes come up to 5 % before 48 minutes', async () => {
    startAll(12)
    await bench.askAll()
    const { commands } = bench.control
    await bench.clock.advance(48 * MINUTE_MS * 0.95 - bench.clock.monotonic())
    for (const { source } of bench.processes) source.peek()
    expect(bench.control.commands).toBe(commands)
    const moved: number[] = []
    while (bench.clock.monotonic() < 48 * MINUTE_MS + 1_000) {
      await bench.clock.advance(1_000)
      for (const { source } of bench.processes) source.peek()
      if (bench.control.commands > commands) moved.push(bench.clock.monotonic())
    }
    expect(moved[0]).toBeLessThan(48 * MINUTE_MS)
    expect(bench.logins).toBe(2)
  })

  test('does not touch the store while a token is at hand', async () => {
    const { source } = bench.start()
    await bench.askAll()
    const { commands } = bench.control
    for (let minute = 0; minute < 45; minute += 1) {
      expect(source.peek()).toBeDefined()
      await source.get()
      await bench.clock.advance(MINUTE_MS)
    }
    expect(bench.control.commands).toBe(commands)
  })

  test('renews a refused token once, however many processes it was refused to', async () => {
    startAll(10)
    await bench.askAll()
    for (const { source } of bench.processes) expect(source.reject(1)).toBe('renewing')
    expect(new Set(outcomes(await bench.askAll()))).toEqual(new Set(['token-2']))
    expect(bench.logins).toBe(2)
  })

  test('a process to which the token was refused late adopts the new one', async () => {
    startAll(2)
    await bench.askAll()
    const [first, second] = bench.processes
    first?.source.reject(1)
    await bench.clock.advance(1_000)
    expect(bench.logins).toBe(2)
    second?.source.reject(1)
    await bench.clock.advance(1_000)
    expect(await second?.value()).toBe('token-2')
    expect(bench.logins).toBe(2)
  })

  test('serves an adopted token for no longer than it lives', async () => {
    bench.start()
    await bench.askAll()
    await bench.clock.advance(40 * MINUTE_MS - bench.clock.monotonic())
    const late = bench.start()
    await late.value()
    expect(late.source.status().remainingMs).toBeLessThanOrEqual(20 * MINUTE_MS)
    expect(late.source.status().remainingMs).toBeGreaterThan(20 * MINUTE_MS - 10)
    expect(bench.logins).toBe(1)
  })

  test('counts by the clock of the store: a jump of the wall clock changes nothing', async () => {
    bench.start()
    await bench.askAll()
    bench.clock.shiftWall(-1_000 * HOUR_MS)
    expect(await bench.start().value()).toBe('token-1')
    bench.clock.shiftWall(2_000 * HOUR_MS)
    expect(await bench.start().value()).toBe('token-1')
  })
})

describe('a process that dies', () => {
  test('while it logs in costs one more login, and the others wait for its lease to end', async () => {
    const { loginMs } = bench
    bench.loginMs = HOUR_MS
    const dying = bench.start({ leaseMs: LEASE_MS })
    dying.source.get().catch(() => {})
    await bench.clock.advance(100)
    bench.loginMs = loginMs
    // It says nothing to the store when it is gone.
    bench.processes.length = 0
    startAll(6)
    const asked = bench.askAll(LEASE_MS + 1_000)
    expect(new Set(outcomes(await asked))).toEqual(new Set(['token-2']))
    expect(bench.logins).toBe(2)
    bench.processes.push(dying)
  })

  test('in good order while it logs in does not keep the others waiting', async () => {
    bench.loginMs = HOUR_MS
    const leaving = bench.start()
    leaving.source.get().catch(() => {})
    await bench.clock.advance(100)
    await leaving.source[Symbol.asyncDispose]()
    bench.loginMs = 200
    const staying = bench.start().value()
    await bench.clock.advance(500)
    expect(await staying).toBe('token-2')
  })
})

describe('a lost lease', () => {
  test('the late token is not kept: the one that the store has is adopted', async () => {
    bench.loginMs = 20_000
    const slow = bench.start({ leaseMs: 2_000 })
    // Its own limit is 17 s: the store's record is what must not change.
    const first = slow.value().catch((error: { code: string }) => error.code)
    await bench.clock.advance(3_000)
    bench.loginMs = 100
    const second = bench.start().value()
    await bench.clock.advance(1_000)
    expect(await second).toBe('token-2')
    await bench.clock.advance(20_000)
    expect(await first).toBe('TIMEOUT')
    expect(await bench.start().value()).toBe('token-2')
    expect(bench.logins).toBe(2)
  })

  test('a process whose write came too late goes on with the token of the fleet', async () => {
    bench.loginMs = 3_000
    const slow = bench.start({ leaseMs: 2_000 }).value()
    await bench.clock.advance(2_500)
    bench.loginMs = 100
    const quick = bench.start().value()
    await bench.clock.advance(2_000)
    expect(await quick).toBe('token-2')
    expect(await slow).toBe('token-2')
    expect(bench.logins).toBe(2)
  })

  test('a process whose write came too late serves its own token while another still logs in', async () => {
    bench.loginMs = 3_000
    const slow = bench.start({ leaseMs: 2_000 })
    const first = slow.value()
    await bench.clock.advance(2_500)
    bench.loginMs = 8_000
    const second = bench.start().value()
    await bench.clock.advance(1_500)
    expect(await first).toBe('token-1')
    await bench.clock.advance(8_000)
    expect(await second).toBe('token-2')
    slow.source.reject(1)
    await bench.clock.advance(500)
    expect(await slow.value()).toBe('token-2')
    expect(bench.logins).toBe(2)
  })

  test('when the store loses everything during a login, its token is kept all the same', async () => {
    bench.loginMs = 1_000
    const first = bench.start().value()
    await bench.clock.advance(500)
    bench.records.clear()
    await bench.clock.advance(1_000)
    expect(await first).toBe('token-1')
    expect(await bench.start().value()).toBe('token-1')
    expect(bench.logins).toBe(1)
  })
})

describe('a vendor that allows one session', () => {
  /** A call of each process: whose token is refused renews it once. */
  async function callAll(): Promise<boolean[]> {
    const calls = bench.processes.map(async ({ source }) => {
      const { value, generation } = await source.get()
      if (value.reveal() === bench.session) return true
      source.reject(generation)
      return (await source.get()).value.reveal() === bench.session
    })
    await bench.clock.advance(3_000)
    return Promise.all(calls)
  }

  test.each([
    ['at its start', 2],
    ['at its end', 3],
  ] as const)(
    'settles on one token after a lease was lost by a login that reaches it %s: %i logins',
    async (reaches, logins) => {
      bench.reaches = reaches
      bench.loginMs = 3_000
      const slow = bench.start({ leaseMs: 2_000 }).value()
      await bench.clock.advance(2_100)
      bench.loginMs = 100
      startAll(4)
      await bench.askAll(2_000)
      await slow
      expect(await callAll()).toEqual(bench.processes.map(() => true))
      expect(await callAll()).toEqual(bench.processes.map(() => true))
      expect(bench.logins).toBe(logins)
    },
  )
})

describe('a store that says why it is down', () => {
  test.each([
    [
      'an error of its client',
      () => Object.assign(new Error('connect ECONNREFUSED s3cr3t-of-account'), { code: 'ECONNREFUSED' }),
      { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED [redacted]' },
    ],
    [
      'an error of Tenon',
      () => new ConfigurationError({ message: 'no table', advice: 'Run migrate' }),
      { code: 'CONFIGURATION', message: 'no table. Run migrate' },
    ],
    ['a text', () => 'down', { message: 'down' }],
  ])('is logged with the cause: %s', async (_, failure, cause) => {
    await createSecretReader('s3cr3t-of-account', 'secret', bench.clock)()
    const fail = (): Promise<never> => Promise.reject(failure())
    const warn = vi.fn<Logger['warn']>()
    const member = bench.start({ store: { step: fail, put: fail, fail } }, { ...silentLogger, warn })
    expect(outcomes(await bench.askAll())).toEqual(['token-1'])
    await member.source[Symbol.asyncDispose]()
    const [fields, message] = warn.mock.calls[0] ?? []
    expect(message).toBe('the token store does not answer')
    // As a logger prints it.
    expect(JSON.parse(JSON.stringify(fields))).toMatchObject({ error: { code: 'CONNECTION' }, cause })
  })
})

describe.each(['silent', 'failing'] as const)('a store that is %s', (state) => {
  test('is not missed while the token lives, and then each process logs in for itself', async () => {
    startAll(3)
    await bench.askAll()
    bench.control.state = state
    for (let minute = 0; minute < 45; minute += 5) {
      await bench.clock.advance(5 * MINUTE_MS)
      for (const { source } of bench.processes) expect(source.peek()?.value.reveal()).toBe('token-1')
    }
    expect(bench.logins).toBe(1)
    await bench.clock.advance(10 * MINUTE_MS)
    expect(new Set(outcomes(await bench.askAll()))).toEqual(new Set(['token-2', 'token-3', 'token-4']))
    expect(bench.logins).toBe(4)
  })

  test('costs a caller 300 ms and the spread of half a second, and is left alone for 1 to 5 s', async () => {
    bench.control.state = state
    bench.loginMs = 0
    const { source } = bench.start()
    const first = source.get()
    await bench.clock.advance(801)
    expect((await first).generation).toBe(1)
    expect(bench.control.commands).toBe(1)
    source.reject(1)
    await bench.clock.advance(0)
    expect(bench.control.commands).toBe(1)
    await bench.clock.advance(5_000)
    source.reject(2)
    await bench.clock.advance(1_000)
    expect(bench.control.commands).toBe(2)
  })

  test('is used again when it is back', async () => {
    bench.control.state = state
    startAll(2)
    await bench.askAll()
    expect(bench.logins).toBe(2)
    bench.control.state = 'up'
    await bench.clock.advance(HOUR_MS)
    expect(new Set(outcomes(await bench.askAll()))).toEqual(new Set(['token-3']))
  })

  test('fails logins where that is the policy, and the old token serves until its end', async () => {
    const { source } = bench.start({ onStoreDown: 'fail' })
    await bench.askAll()
    bench.control.state = state
    await bench.clock.advance(56 * MINUTE_MS)
    expect(outcomes(await bench.askAll(15_000))).toEqual(['token-1'])
    await bench.clock.advance(HOUR_MS)
    const late = source.get({ deadline: bench.clock.monotonic() }).catch((error: unknown) => error)
    await bench.clock.advance(1_000)
    expect(await late).toMatchObject({ code: 'CONNECTION', retryable: true })
    expect(bench.logins).toBe(1)
  })

  test('that goes away during a login does not cost the token', async () => {
    const asked = bench.start().value()
    await bench.clock.advance(100)
    bench.control.state = state
    await bench.clock.advance(1_000)
    expect(await asked).toBe('token-1')
  })
})

describe('a lease that comes when nobody waits for it any more is given back', () => {
  test('by a process whose store was slow', async () => {
    bench.control.state = 'slow'
    const first = bench.start().value()
    await bench.clock.advance(1_500)
    expect(await first).toBe('token-1')
    bench.control.state = 'up'
    await bench.clock.advance(3_600)
    const second = bench.start().value()
    await bench.clock.advance(300)
    expect(await second).toBe('token-2')
  })

  test('by a process that was closed', async () => {
    bench.control.state = 'slow'
    const leaving = bench.start()
    leaving.source.get().catch(() => {})
    await bench.clock.advance(100)
    await leaving.source[Symbol.asyncDispose]()
    bench.control.state = 'up'
    await bench.clock.advance(5_000)
    const staying = bench.start().value()
    await bench.clock.advance(300)
    expect(await staying).toBe('token-1')
  })
})

describe('a token that is older than the last one of the process', () => {
  test.each(['silent', 'failing'] as const)('is not adopted after the store was %s', async (state) => {
    startAll(2)
    await bench.askAll()
    const [first, second] = bench.processes
    bench.control.state = state
    first?.source.reject(1)
    await bench.clock.advance(1_500)
    expect(await first?.value()).toBe('token-2')
    bench.control.state = 'up'
    await bench.clock.advance(6_000)
    // Now the vendor refuses everything: the store still has the first token.
    first?.source.reject(2)
    await bench.clock.advance(1_000)
    expect(await first?.value()).toBe('token-3')
    second?.source.reject(1)
    await bench.clock.advance(1_000)
    expect(await second?.value()).toBe('token-3')
    expect(bench.logins).toBe(3)
  })
})

describe('a failure', () => {
  test.each([
    [refused, 'CREDENTIALS_REFUSED'],
    [new PermissionError({ message: 'address not listed' }), 'PERMISSION'],
  ])(
    'of credentials is told to the whole fleet, and the vendor is asked once (%#)',
    async (failure, code) => {
      bench.failure = failure
      startAll(10)
      expect(new Set(outcomes(await bench.askAll(2_000)))).toEqual(new Set([code]))
      expect(bench.logins).toBe(1)
      await bench.clock.advance(2_000)
      expect(new Set(outcomes(await bench.askAll(100)))).toEqual(new Set([code]))
      expect(bench.logins).toBe(1)
    },
  )

  test('of credentials is remembered for 5 s, then twice as long, to 5 min: for all together', async () => {
    bench.failure = refused
    bench.loginMs = 0
    startAll(6)
    for (const seconds of [5, 10, 20, 40, 80, 160, 300, 300]) {
      const { logins } = bench
      await bench.askAll(1_000)
      expect(bench.logins).toBe(logins + 1)
      await bench.clock.advance(seconds * 1000 - 1_001 - 500)
      await bench.askAll(300)
      expect(bench.logins).toBe(logins + 1)
      await bench.clock.advance(500)
    }
  })

  test('that a process hears of late is over for it when it is over for the others', async () => {
    bench.failure = refused
    bench.start()
    await bench.askAll(4_000)
    const late = bench.start()
    await bench.askAll(0)
    expect(late.source.status().state).toBe('refused')
    bench.failure = undefined
    await bench.clock.advance(1_300)
    const value = late.value()
    await bench.clock.advance(1_000)
    expect(await value).toBe('token-2')
  })

  test('is over for all when one has logged in, and another credential is not concerned', async () => {
    bench.failure = refused
    startAll(4)
    await bench.askAll(2_000)
    bench.failure = undefined
    bench.secret = 'a new secret'
    expect(new Set(outcomes(await bench.askAll(2_000)))).toEqual(new Set(['token-2']))
    bench.secret = 'client-secret'
    await bench.clock.advance(5_000)
    startAll(1)
    const last = bench.processes.at(-1)?.value()
    await bench.clock.advance(1_000)
    expect(await last).toBe('token-3')
  })

  test('that may pass keeps the whole fleet back for a moment, and then one tries', async () => {
    bench.failure = down
    startAll(8)
    const got = outcomes(await bench.askAll(1_000))
    expect(new Set(got)).toEqual(new Set(['CONNECTION', 'AUTHENTICATION']))
    bench.failure = undefined
    expect(new Set(outcomes(await bench.askAll(5_000)))).toEqual(new Set([`token-${bench.logins}`]))
    expect(bench.logins).toBeLessThanOrEqual(4)
    expect(bench.mostRunning).toBe(1)
  })

  test('lets the old token serve, and does not hammer the vendor, whatever the size of the fleet', async () => {
    startAll(10)
    await bench.askAll()
    bench.failure = down
    await bench.clock.advance(45 * MINUTE_MS - bench.clock.monotonic())
    while (bench.clock.monotonic() < 59 * MINUTE_MS) {
      expect(new Set(outcomes(await bench.askAll(10_000)))).toEqual(new Set(['token-1']))
    }
    expect(bench.logins).toBeGreaterThan(5)
    expect(bench.logins).toBeLessThan(100)
  })

  test('as the store has it tells nothing but a code', async () => {
    bench.failure = refused
    bench.start()
    await bench.askAll()
    const kept = inspect([...bench.records], { depth: 9 })
    expect(kept).toContain('CREDENTIALS_REFUSED')
    expect(kept).not.toContain('s3cr3t-vendor-text')
    expect(kept).not.toContain('client-secret')
  })
})

describe('a record', () => {
  test('shows neither token nor credential', async () => {
    bench.start()
    await bench.askAll()
    const [[name, record] = []] = [...bench.records]
    const sealed = Buffer.from(record?.token?.sealed ?? [])
    expect(name).toMatch(/^tenon:1:[0-9a-f]{64}$/)
    expect(sealed.length).toBeGreaterThan(29)
    for (const secret of ['token-1', 'client-secret', 'account']) {
      expect(sealed.toString('latin1')).not.toContain(secret)
      expect(name).not.toContain(secret)
    }
  })

  test.each([
    ['nothing', () => new Uint8Array()],
    ['text', () => Buffer.from('token-1')],
    ['a flipped bit', (sealed: Uint8Array) => sealed.with(40, (sealed[40] ?? 0) ^ 1)],
    ['another version', (sealed: Uint8Array) => sealed.with(0, 2)],
    ['a part', (sealed: Uint8Array) => sealed.subarray(0, 20)],
  ])('that was replaced by %s counts as absent, and is replaced', async (_, poison) => {
    bench.start()
    await bench.askAll()
    for (const record of bench.records.values())
      record.token = { ...record.token!, id: 'poison', sealed: poison(record.token!.sealed) }
    startAll(3)
    const [, ...others] = outcomes(await bench.askAll())
    expect(others).toEqual(['token-2', 'token-2', 'token-2'])
    expect(bench.logins).toBe(2)
  })

  test('moved to the name of another account is not read', async () => {
    bench.start()
    await bench.askAll()
    const [[, record] = []] = [...bench.records]
    const other = bench.start({ scope: 'another' })
    await bench.askAll()
    const [, [name] = []] = [...bench.records]
    bench.records.set(name ?? '', { ...record!, token: { ...record!.token!, id: 'moved' } })
    other.source.reject(1)
    await bench.clock.advance(2_000)
    expect(await other.value()).toBe('token-3')
  })

  test('is one for each scope, credential and sealing key', async () => {
    bench.start()
    bench.start({ scope: 'vendor https://sandbox.vendor.test' })
    bench.start({ sealingKey: 'another key, of another fleet, on this store' })
    await bench.askAll()
    bench.secret = 'of another account'
    bench.start()
    const last = bench.processes.at(-1)?.value()
    await bench.clock.advance(1_000)
    await last
    expect(bench.logins).toBe(4)
    expect(bench.records.size).toBe(4)
  })
})
