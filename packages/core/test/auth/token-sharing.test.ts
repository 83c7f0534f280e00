import { afterEach, expect, test } from 'vitest'

import { loginCredential } from '../../src/auth/login-credential.ts'
import type { Fleet, FleetKit, TokenSharing } from '../../src/auth/token-sharing.ts'
import { AuthenticationError } from '../../src/errors/authentication-error.ts'
import { CredentialsRefusedError } from '../../src/errors/credentials-refused-error.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

const HOUR_SECONDS = 3_600
const MINUTE_MS = 60_000

const open: { [Symbol.asyncDispose](): Promise<void> }[] = []

afterEach(async () => {
  for (const source of open.splice(0)) await source[Symbol.asyncDispose]()
})

/** One process whose fleet is what the test says it is. */
function createMember(login: Fleet['login'], fraction = 0.5) {
  const clock = createVirtualClock()
  const kits: FleetKit[] = []
  let issued = 0
  const sharing: TokenSharing = {
    join(kit) {
      kits.push(kit)
      return { patienceMs: 5_000, login }
    },
  }
  const member = {
    clock,
    kits,
    issued: () => issued,
    tokens: loginCredential({
      clock,
      random: { fraction: () => fraction, uuid: () => '' },
      logger: silentLogger,
      tokens: sharing,
      scope: 'vendor https://vendor.test',
      credential: () => 'secret',
      identify: (secret) => [secret],
      async issue() {
        issued += 1
        return { value: `own-${issued}`, lifetimeSeconds: HOUR_SECONDS }
      },
    }).tokens,
  }
  open.push(member.tokens)
  return member
}

test('a fleet is joined once, with the scope and the rules of the login', () => {
  const { kits } = createMember(() => Promise.reject(new Error('not called')))
  expect(kits).toMatchObject([{ scope: 'vendor https://vendor.test', loginTimeoutMs: 15_000 }])
  expect(kits[0]?.lifeMs('60')).toBe(60_000)
  expect(kits[0]?.lifeMs(undefined)).toBe(300_000)
  expect(kits[0]?.delayMs(new CredentialsRefusedError({ message: 'no' }), 2)).toBe(20_000)
  expect(kits[0]?.delayMs(new AuthenticationError({ message: 'down' }), 0)).toBeLessThanOrEqual(500)
})

test('a token that the fleet has is served without a login of our own, by the age that it has', async () => {
  const member = createMember(async () => ({
    value: 'shared',
    lifetimeSeconds: HOUR_SECONDS,
    sentAt: member.clock.monotonic() - 40 * MINUTE_MS,
  }))
  expect((await member.tokens.get()).value.reveal()).toBe('shared')
  expect(member.issued()).toBe(0)
  expect(member.tokens.status().remainingMs).toBe(20 * MINUTE_MS)
})

test('what the fleet lets us issue is dated and served', async () => {
  const member = createMember((_fingerprint, _attempt, issue) => issue())
  expect((await member.tokens.get()).value.reveal()).toBe('own-1')
})

test.each([
  [0, 48],
  [0.5, 46.8],
  [1, 45.6],
])(
  'in a fleet a refresh comes up to 5 %% before 48 minutes: by the draw of %d after %d',
  async (fraction, minutes) => {
    const member = createMember((_fingerprint, _attempt, issue) => issue(), fraction)
    await member.tokens.get()
    await member.clock.advance(minutes * MINUTE_MS - 1)
    member.tokens.peek()
    await member.clock.advance(0)
    expect(member.issued()).toBe(1)
    await member.clock.advance(1)
    member.tokens.peek()
    await member.clock.advance(0)
    expect(member.issued()).toBe(2)
  },
)

test('a process waits for its login and for its turn before it gives up', async () => {
  let aborted: unknown
  const member = createMember((_fingerprint, attempt) => {
    attempt.signal.addEventListener('abort', () => (aborted = attempt.signal.reason))
    return new Promise(() => {})
  })
  const failed = member.tokens.get().catch((error: unknown) => error)
  await member.clock.advance(19_999)
  expect(aborted).toBeUndefined()
  await member.clock.advance(1)
  expect(await failed).toMatchObject({ code: 'TIMEOUT', phase: 'auth' })
  expect(aborted).toBe(await failed)
})

test.each([
  ['that may pass', new AuthenticationError({ message: 'down', transient: true })],
  ['of the credential', new CredentialsRefusedError({ message: 'no' })],
])('after a failure %s the fleet says when the next attempt is', async (_, failure) => {
  let asked = 0
  const member = createMember((_fingerprint, attempt) => {
    asked += 1
    attempt.pauseMs = 1_234
    return Promise.reject(failure)
  })
  await member.tokens.get({ deadline: 0 }).catch(() => {})
  await member.clock.advance(1_233)
  await member.tokens.get({ deadline: 0 }).catch(() => {})
  expect(asked).toBe(1)
  await member.clock.advance(1)
  await member.tokens.get({ deadline: 0 }).catch(() => {})
  expect(asked).toBe(2)
})
